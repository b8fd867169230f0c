import { expect, test } from "vitest";
import { ended, known, label, ordered } from "./states";

test("states are told in words, a missing one too", () => {
  expect(label("up_for_retry")).toBe("Up for retry");
  expect(label(null)).toBe("Not started");
});

test("a state of a later Airflow is shown like one not started, under its own name", () => {
  expect(known("awaiting_moonlight")).toBe("none");
  expect(label("awaiting_moonlight")).toBe("Awaiting moonlight");
});

test("only what is over has ended", () => {
  expect(["success", "failed", "skipped", "upstream_failed"].every(ended)).toBe(true);
  expect([null, undefined, "none", "queued", "running", "up_for_retry", "deferred"].some(ended)).toBe(false);
});

test("counts put failures first, successes last, and leave out zeros", () => {
  const counts = { success: 3, queued: 1, failed: 1, running: 0, upstream_failed: 2 };
  expect(ordered(counts).map(([state]) => state)).toEqual(["failed", "upstream_failed", "queued", "success"]);
});
