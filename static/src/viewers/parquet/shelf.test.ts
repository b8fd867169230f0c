import { expect, test } from "vitest";
import { Shelf } from "./shelf";

test("what was used longest ago goes when there is too much", async () => {
  const shelf = new Shelf<string>(10);
  const made: string[] = [];
  const get = (key: string, weight = 4) =>
    shelf.get(key, weight, () => {
      made.push(key);
      return Promise.resolve(key);
    });
  await get("a");
  await get("b");
  await get("a");
  await get("c");
  expect(made).toEqual(["a", "b", "c"]);
  await get("a");
  await get("b");
  expect(made).toEqual(["a", "b", "c", "b"]);
  // What is too heavy for the shelf is there as long as nothing else is.
  await get("d", 100);
  await get("d", 100);
  expect(made.filter((key) => key === "d")).toEqual(["d"]);
});

test("what failed is tried again", async () => {
  const shelf = new Shelf<string>(10);
  await expect(shelf.get("a", 1, () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  expect(await shelf.get("a", 1, () => Promise.resolve("there"))).toBe("there");
});
