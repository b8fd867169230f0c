import { expect, test } from "vitest";
import { nextOrder, pagesOf, widths } from "./widths";

test("columns are as wide as their first cells, within bounds", () => {
  const columns = ["id", "a long name of a column"].map((name) => ({ name, type: "text" as const }));
  expect(widths(columns, [["1", "x"], ["x".repeat(100)]])).toEqual([40, 25]);
  expect(widths(columns, [])).toEqual([10, 25]);
});

test("the pages of what is in view", () => {
  expect(pagesOf(0, 30, 100)).toEqual([0]);
  expect(pagesOf(95, 130, 100)).toEqual([0, 1]);
});

test("clicks on a head sort up, down and not at all", () => {
  const up = nextOrder(null, 2);
  expect(up).toEqual({ column: 2, descending: false });
  const down = nextOrder(up, 2);
  expect(down).toEqual({ column: 2, descending: true });
  expect(nextOrder(down, 2)).toBeNull();
  expect(nextOrder(down, 3)).toEqual({ column: 3, descending: false });
});
