import { expect, test } from "vitest";
import { cronOf, presetOf, type Rhythm, rhythmOf, timeOf, weekdays } from "./rhythm";

const base: Rhythm = { every: "day", minute: 30, hour: 7, weekday: 3, day: 15 };
const read = (cron: string) => rhythmOf({ kind: "cron", cron });

test.each(["hour", "day", "weekday", "week", "month"] as const)(
  "every %s is read back as it was",
  (every) => {
    const rhythm = { ...base, every };
    const cron = cronOf(rhythm);
    const found = read(cron);
    expect(found?.every).toBe(every);
    expect(found && cronOf(found)).toBe(cron);
  },
);

test("every day at 7:30 needs no cron expression", () => {
  expect(cronOf(base)).toBe("30 7 * * *");
  expect(timeOf(base)).toBe("07:30");
});

test.each([
  ["*/5 * * * *", "more often than every hour"],
  ["0 7 1 * 1", "two kinds of days"],
  ["0 7 * 2 *", "one month only"],
  ["0 25 * * *", "no such hour"],
  ["0 7 0 * *", "no such day"],
  ["30 * 3 * *", "every hour of a day"],
  ["0 7,9 * * *", "two hours"],
])("%s stays a cron expression: %s", (cron) => {
  expect(read(cron)).toBeNull();
});

test("what Airflow has a preset for becomes that preset, and nothing else does", () => {
  const midnight = { ...base, minute: 0, hour: 0, weekday: 0, day: 1 };
  expect(presetOf({ ...midnight, every: "day" })).toBe("daily");
  expect(presetOf({ ...midnight, every: "week" })).toBe("weekly");
  expect(presetOf({ ...midnight, every: "week", weekday: 1 })).toBeNull();
  expect(presetOf({ ...midnight, every: "month" })).toBe("monthly");
  expect(presetOf({ ...midnight, every: "weekday" })).toBeNull();
  expect(presetOf(base)).toBeNull();
  expect(presetOf({ ...base, every: "year" })).toBe("yearly");
});

test("presets are rhythms, except those unknown", () => {
  expect(rhythmOf({ kind: "preset", preset: "weekly" })).toEqual({
    every: "week",
    minute: 0,
    hour: 0,
    weekday: 0,
    day: 1,
  });
  expect(rhythmOf({ kind: "preset", preset: "fortnightly" })).toBeNull();
  expect(rhythmOf({ kind: "none" })).toBeNull();
});

test("the week begins on Sunday, as in cron", () => {
  expect(weekdays("en")[0]).toBe("Sunday");
  expect(weekdays("en")).toHaveLength(7);
});
