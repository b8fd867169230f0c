import { expect, test } from "vitest";
import { GAP, pageAt, stepped, topOf } from "./zoom";

const sizes = [
  { width: 600, height: 800 },
  { width: 600, height: 400 },
  { width: 600, height: 800 },
];

test("a place belongs to the page that begins above it", () => {
  expect(pageAt(sizes, 0, 1)).toBe(1);
  expect(pageAt(sizes, 790, 1)).toBe(1);
  expect(pageAt(sizes, 830, 1)).toBe(2);
  expect(pageAt(sizes, 99_999, 1)).toBe(3);
  for (const page of [1, 2, 3]) expect(pageAt(sizes, topOf(sizes, page, 0.5) + GAP, 0.5)).toBe(page);
});

test("zooming goes from step to step, also from between them, and ends", () => {
  expect(stepped(1, 1)).toBe(1.25);
  expect(stepped(0.62, 1)).toBe(0.67);
  expect(stepped(0.62, -1)).toBe(0.5);
  expect(stepped(4, 1)).toBe(4);
  expect(stepped(0.25, -1)).toBe(0.25);
});
