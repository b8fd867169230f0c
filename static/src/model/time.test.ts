import { expect, test } from "vitest";
import { duration, relative, size } from "./time";

test.each([
  [0, "0.0 s"],
  [9.94, "9.9 s"],
  [9.96, "10 s"],
  [59.6, "1 min"],
  [60, "1 min"],
  [185, "3 min 5 s"],
  [3599.4, "59 min 59 s"],
  [3600, "1 h"],
  [7800, "2 h 10 min"],
  [86400 * 3 + 4 * 3600, "3 d 4 h"],
])("%s seconds are %s", (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

test("a moment is told by its distance, past and future, in the largest fitting unit", () => {
  const now = new Date("2026-01-31T12:00:00Z");
  const at = (seconds: number) => relative(new Date(now.getTime() + seconds * 1000), now);
  expect(at(-30)).toBe("just now");
  expect(at(30)).toBe("in a moment");
  expect(at(-300)).toBe("5 minutes ago");
  expect(at(7200)).toBe("in 2 hours");
  expect(at(-86400 * 400)).toBe("1 year ago");
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1400, "1.4 kB"],
  [20_000_000, "20 MB"],
])("%s bytes are %s", (bytes, words) => {
  expect(size(bytes)).toBe(words);
});
