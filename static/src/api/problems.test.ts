import { expect, test } from "vitest";
import { describe, problemOf } from "./problems";

test("the server's problems are told with field, reason and fix", () => {
  const problem = { severity: "error", node: "n1", field: "rows", reason: "too many", fix: "take fewer" };
  const error = problemOf(422, {
    title: "Invalid",
    detail: "2 problems",
    problems: [problem, { no: "reason" }],
  });
  expect(describe(error)).toEqual({
    title: "This can't be used as it is",
    detail: "2 problems",
    problems: [problem],
  });
});

test("a proxy's page is no explanation, its plain text is", () => {
  expect(describe(problemOf(502, "<html>Bad gateway</html>")).detail).toBeNull();
  expect(describe(problemOf(502, "upstream is down"))).toMatchObject({
    title: "The server answered 502",
    detail: "upstream is down",
  });
});

test("a single problem that repeats the detail is told once", () => {
  const error = problemOf(422, { detail: "No such tag.", problems: [{ reason: "No such tag." }] });
  expect(describe(error).problems).toEqual([]);
});

test("a lost connection is told as such", () => {
  expect(describe(new TypeError("Failed to fetch")).title).toContain("can't be reached");
});
