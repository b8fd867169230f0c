import { expect, test } from "vitest";
import { isFar, isTiny } from "./zoomLevels";

test("what is seen from afar is drawn small, and smaller still", () => {
  expect([1, 0.3, 0.1].map((zoom) => isFar(zoom, false))).toEqual([false, true, true]);
  expect([1, 0.3, 0.1].map((zoom) => isTiny(zoom, false))).toEqual([false, false, true]);
});

test.each([
  ["far", isFar, 0.45],
  ["tiny", isTiny, 0.21],
])("zooming to and fro at the border to %s changes nothing", (_, level, zoom) => {
  expect(level(zoom, false)).toBe(false);
  expect(level(zoom, true)).toBe(true);
});
