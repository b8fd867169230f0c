import { expect, test } from "vitest";
import { isAllSeen, mapOf, offMap, onMap } from "./overviewMath";

const SIZE = { width: 160, height: 104 };

test("the map holds all there is and all that is seen, with room around", () => {
  const content = { x: -500, y: 0, width: 4000, height: 300 };
  const seen = { x: 3000, y: -900, width: 1200, height: 800 };
  const map = mapOf(content, seen, SIZE);
  for (const box of [onMap(map, content), onMap(map, seen)]) {
    expect(box.x).toBeGreaterThanOrEqual(5 - 1e-9);
    expect(box.y).toBeGreaterThanOrEqual(5 - 1e-9);
    expect(box.x + box.width).toBeLessThanOrEqual(155 + 1e-9);
    expect(box.y + box.height).toBeLessThanOrEqual(99 + 1e-9);
  }
});

test("what is pointed at on the map is the place that is drawn there", () => {
  const map = mapOf(null, { x: 100, y: 200, width: 1000, height: 500 }, SIZE);
  const place = { x: 321, y: 456 };
  const { x, y } = offMap(map, onMap(map, { ...place, width: 0, height: 0 }));
  expect(x).toBeCloseTo(place.x);
  expect(y).toBeCloseTo(place.y);
});

test("a map is for what is out of sight", () => {
  const content = { x: 0, y: 0, width: 500, height: 100 };
  expect(isAllSeen(null, content)).toBe(true);
  expect(isAllSeen(content, { x: -10, y: -10, width: 600, height: 200 })).toBe(true);
  expect(isAllSeen(content, { x: 10, y: -10, width: 600, height: 200 })).toBe(false);
  expect(isAllSeen(content, { x: -10, y: -10, width: 600, height: 90 })).toBe(false);
});
