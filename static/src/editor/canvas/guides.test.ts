import fc from "fast-check";
import { expect, test } from "vitest";
import { around, distance, GRID, linesOf, snapped } from "./guides";

const size = { width: 200, height: 60 };

test("an edge within reach of another card's catches, with a line over both", () => {
  const { x, y, guides } = snapped({ x: 103, y: 500, ...size }, linesOf([{ x: 100, y: 0, ...size }]), 6);
  expect(x).toBe(100);
  expect(guides).toEqual([{ axis: "x", at: 100, from: 0, to: 560 }]);
  expect(y % GRID).toBe(0);
});

test("middles line up as well, also of cards of other sizes", () => {
  const { x } = snapped({ x: 48, y: 400, width: 100, height: 60 }, linesOf([{ x: 0, y: 0, ...size }]), 6);
  expect(x).toBe(50);
});

test("of several lines within reach, the nearest catches", () => {
  const others = linesOf([
    { x: 98, y: 0, ...size },
    { x: 104, y: 100, ...size },
    { x: 900, y: 200, ...size },
  ]);
  expect(snapped({ x: 103, y: 500, ...size }, others, 6).x).toBe(104);
});

test("out of reach, things go to the grid", () => {
  expect(snapped({ x: 41, y: 25, ...size }, linesOf([]), 6)).toEqual({ x: 48, y: 32, guides: [] });
});

test("nothing moves farther than a guide reaches or the grid is wide", () => {
  const box = fc.record({
    x: fc.integer({ min: -2000, max: 2000 }),
    y: fc.integer({ min: -2000, max: 2000 }),
    width: fc.integer({ min: 10, max: 400 }),
    height: fc.integer({ min: 10, max: 400 }),
  });
  fc.assert(
    fc.property(box, fc.array(box, { maxLength: 8 }), (moving, others) => {
      const { x, y } = snapped(moving, linesOf(others), 6);
      expect(Math.abs(x - moving.x)).toBeLessThanOrEqual(GRID / 2);
      expect(Math.abs(y - moving.y)).toBeLessThanOrEqual(GRID / 2);
    }),
  );
});

test("boxes: the one around, and how far apart", () => {
  const left = { x: 0, y: 0, width: 10, height: 10 };
  const right = { x: 40, y: 50, width: 10, height: 10 };
  expect(around([left, right], 5)).toEqual({ x: -5, y: -5, width: 60, height: 70 });
  expect(around([])).toBeNull();
  expect(distance(left, right)).toBe(50);
  expect(distance(left, { ...left, x: 5 })).toBe(0);
});
