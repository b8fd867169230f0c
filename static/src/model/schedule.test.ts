import { expect, test } from "vitest";
import { inWords } from "./schedule";

test("a workflow without a schedule runs when triggered", () => {
  expect(inWords({ kind: "none" })).toBe("Only when triggered");
});

test("a preset is told without its zone where that is UTC", () => {
  expect(inWords({ kind: "preset", preset: "hourly", timezone: "UTC" })).toBe("Every hour");
});

test("a cron expression is told in words with its zone", () => {
  const words = inWords({ kind: "cron", cron: "0 6 * 1 *", timezone: "Europe/Berlin" });
  expect(words).toBe("At 06:00, only in January (Europe/Berlin)");
});

test.each([
  ["30 7 * * *", "Every day at 07:30"],
  ["0 6 * * 1-5", "Monday to Friday at 06:00"],
  ["5 18 * * 1", "Every Monday at 18:05"],
  ["0 9 3 * *", "On day 3 of every month at 09:00"],
  ["15 * * * *", "Every hour at 15 past"],
])("%s is told as people say it: %s", (cron, words) => {
  expect(inWords({ kind: "cron", cron, timezone: "UTC" })).toBe(words);
});

test("what can't be read as cron is shown as it is", () => {
  expect(inWords({ kind: "cron", cron: "@whenever", timezone: "UTC" })).toBe("@whenever");
});
