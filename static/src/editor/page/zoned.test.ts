import fc from "fast-check";
import { expect, test } from "vitest";
import { isoFrom, knownZone, localIn, zones } from "./zoned";

test("a moment is shown and kept in the zone of the schedule", () => {
  expect(isoFrom("Europe/Berlin", "2026-01-31T06:00")).toBe("2026-01-31T06:00:00+01:00");
  expect(isoFrom("Europe/Berlin", "2026-07-31T06:00")).toBe("2026-07-31T06:00:00+02:00");
  expect(isoFrom("UTC", "2026-01-31T06:00")).toBe("2026-01-31T06:00:00+00:00");
  expect(isoFrom("America/St_Johns", "2026-01-31T06:00")).toBe("2026-01-31T06:00:00-03:30");
  expect(localIn("Asia/Kolkata", "2026-01-31T06:00:00Z")).toBe("2026-01-31T11:30");
});

test("nothing and nonsense are nothing", () => {
  expect(isoFrom("UTC", "")).toBe(null);
  expect(isoFrom("UTC", "soon")).toBe(null);
  expect(localIn("UTC", null)).toBe("");
  expect(localIn("UTC", "soon")).toBe("");
  expect(knownZone("Mars/Olympus")).toBe("UTC");
});

test("what is shown leads back to the same moment, to the minute, except in the hour that comes twice", () => {
  const names = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"];
  const from = Date.UTC(1990, 0, 1) / 60_000;
  const to = Date.UTC(2090, 0, 1) / 60_000;
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.integer({ min: from, max: to }), (zone, minute) => {
      const local = localIn(zone, new Date(minute * 60_000).toISOString());
      const back = isoFrom(zone, local);
      expect(localIn(zone, back)).toBe(local);
      expect(Math.abs(new Date(back ?? "").getTime() / 60_000 - minute)).toBeLessThanOrEqual(60);
    }),
  );
});

test("every zone is offered once, UTC first", () => {
  const all = zones().flatMap(([, names]) => names);
  expect(all[0]).toBe("UTC");
  expect(new Set(all).size).toBe(all.length);
});
