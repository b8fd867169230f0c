import fc from "fast-check";
import { expect, test } from "vitest";
import { above, allOpen, codeOf, find, firstOpen, idOf, type Json, rowsOf } from "./tree";

const document: Json = { name: "x", items: [{ id: 1, "a/b~": null }, "two"], empty: {} };

test("rows follow the document down to what is open", () => {
  expect(rowsOf(document, new Set([""])).map(({ id, size }) => [id, size])).toEqual([
    ["", 3],
    ["/name", null],
    ["/items", 2],
    ["/empty", 0],
  ]);
  const rows = rowsOf(document, new Set(["", "/items", "/items/0"]));
  expect(rows.map(({ id }) => id)).toEqual([
    "",
    "/name",
    "/items",
    "/items/0",
    "/items/0/id",
    "/items/0/a~1b~0",
    "/items/1",
    "/empty",
  ]);
  expect(rows.map(({ depth }) => depth)).toEqual([0, 1, 1, 2, 3, 3, 2, 1]);
});

test("small things below the top are open at first, long lists are not", () => {
  expect(firstOpen(document)).toEqual(new Set(["", "/items"]));
  expect(firstOpen({ long: Array(100).fill(0), short: [1] })).toEqual(new Set(["", "/short"]));
  expect(firstOpen("text")).toEqual(new Set([""]));
});

test("a path is written as code reaches it", () => {
  expect(codeOf(["items", 0, "id"])).toBe("items[0].id");
  expect(codeOf([2, "a b", "c"])).toBe('[2]["a b"].c');
});

test("names and values are found, and what must be open to see them", () => {
  const paths = find(document, "TWO");
  expect(paths).toEqual([["items", 1]]);
  expect(above(["items", 1])).toEqual(["", "/items"]);
  expect(find(document, "items")).toEqual([["items"]]);
  expect(find(document, "null")).toEqual([["items", 0, "a/b~"]]);
  expect(find(document, "0")).toEqual([]);
  expect(find(document, "")).toEqual([]);
});

test("every value of any document is one row when all is open, each known by its own id", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const root = value as Json;
      const rows = rowsOf(root, allOpen(root));
      const count = (one: Json): number =>
        typeof one === "object" && one !== null
          ? Object.values(one).reduce<number>((sum, child) => sum + count(child), 1)
          : 1;
      expect(rows).toHaveLength(count(root));
      expect(new Set(rows.map(({ path }) => idOf(path))).size).toBe(rows.length);
    }),
  );
});

test("deeply nested documents are shown", () => {
  const deep = JSON.parse(`${"[".repeat(1500)}1${"]".repeat(1500)}`) as Json;
  expect(rowsOf(deep, allOpen(deep))).toHaveLength(1501);
  expect(find(deep, "1")).toHaveLength(1);
});
