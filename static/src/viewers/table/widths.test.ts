import { expect, test } from "vitest";
import { groupsBetween, nextOrder, pagesOf, widths } from "./widths";

test("columns are as wide as their first cells, within bounds", () => {
  const columns = ["id", "a long name of a column"].map((name) => ({ name, type: "text" as const }));
  expect(widths(columns, [["1", "x"], ["x".repeat(100)]])).toEqual([40, 25]);
  expect(widths(columns, [])).toEqual([10, 25]);
});

test("a column whose cells aren't there yet has room for what it holds", () => {
  const columns = [
    { name: "id", type: "integer" as const },
    { name: "at", type: "date" as const },
  ];
  expect(widths(columns, [["1"]])).toEqual([10, 26]);
});

test("the groups of columns between two edges", () => {
  const ends = Array.from({ length: 25 }, (_, column) => (column + 1) * 100);
  expect(groupsBetween(ends, 0, 800, 10)).toEqual([0]);
  expect(groupsBetween(ends, 950, 1750, 10)).toEqual([0, 1]);
  expect(groupsBetween(ends, 1000, 1500, 10)).toEqual([1]);
  expect(groupsBetween(ends, 1900, 9000, 10)).toEqual([1, 2]);
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
