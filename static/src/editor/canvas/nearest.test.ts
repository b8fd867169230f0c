import { expect, test } from "vitest";
import { nearest } from "./nearest";

const here = { x: 0, y: 0 };

test("straight ahead wins over what is nearer but aside", () => {
  const places = [
    { id: "ahead", x: 300, y: 0 },
    { id: "aside", x: 120, y: 150 },
    { id: "behind", x: -50, y: 0 },
  ];
  expect(nearest(here, places, "right")).toBe("ahead");
  expect(nearest(here, places, "down")).toBe("aside");
  expect(nearest(here, places, "left")).toBe("behind");
});

test("where nothing lies ahead, the step leads nowhere", () => {
  expect(nearest(here, [{ id: "right", x: 10, y: 0 }], "up")).toBeNull();
  expect(nearest(here, [], "left")).toBeNull();
});

test("going right and back left comes back, along a row", () => {
  const row = [0, 1, 2].map((index) => ({ id: `n${index}`, x: index * 300, y: 0 }));
  const [first, second] = row;
  expect(first && nearest(first, row, "right")).toBe("n1");
  expect(second && nearest(second, row, "left")).toBe("n0");
});
