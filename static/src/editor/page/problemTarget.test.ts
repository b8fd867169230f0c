import { expect, test } from "vitest";
import { DEFAULT_OPTIONS, emptyContent } from "../model/completed";
import type { EditorDocument } from "../model/types";
import { problemsByNode, targetOf, type ValidationProblem } from "./problemTarget";

const piece = { repository: "starter", version: "1.0.0", name: "Log" };
const options = { inputs: {}, ...DEFAULT_OPTIONS };
const document: EditorDocument = {
  ...emptyContent("W").document,
  nodes: ["a", "b"].map((id) => ({ id, name: id, piece, ...options })),
};

function problem(node: string | null, field: string | null): ValidationProblem {
  return { severity: "error", node, field, reason: "no", fix: null };
}

test("a problem leads to its node and field, however the server names them", () => {
  expect(targetOf(problem("b", "rows[0].column"), document)).toEqual({
    kind: "node",
    node: "b",
    field: "rows[0].column",
  });
  expect(targetOf(problem(null, "nodes[1].retries"), document)).toEqual({
    kind: "node",
    node: "b",
    field: "retries",
  });
  expect(targetOf(problem(null, "nodes[0].inputs.value"), document)).toEqual({
    kind: "node",
    node: "a",
    field: "value",
  });
});

test("a problem of the workflow leads to its setting; of nothing that is there, nowhere", () => {
  expect(targetOf(problem(null, "schedule.cron"), document)).toEqual({ kind: "setting", field: "schedule" });
  expect(targetOf(problem(null, "max_active_runs"), document)).toMatchObject({ field: "max_active_runs" });
  expect(targetOf(problem(null, "edges"), document).kind).toBe("nowhere");
  expect(targetOf(problem("gone", "x"), document).kind).toBe("nowhere");
  expect(targetOf(problem(null, "nodes[9].name"), document).kind).toBe("nowhere");
  expect(targetOf(problem(null, "names"), document).kind).toBe("nowhere");
});

test("each node gets its own problems", () => {
  const found = problemsByNode(
    [problem("a", "x"), problem(null, "name"), problem(null, "nodes[0].retries")],
    document,
  );
  expect([...found.keys()]).toEqual(["a"]);
  expect(found.get("a")?.map(({ field }) => field)).toEqual(["x", "retries"]);
});
