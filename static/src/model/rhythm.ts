/** Schedules that need no cron expression to be understood: every so often, at a time of day. */
import type { Schedule } from "./schedule";

export const RHYTHMS = ["once", "hour", "day", "weekday", "week", "month", "quarter", "year"] as const;
export type Every = (typeof RHYTHMS)[number];

/** Parts that a rhythm doesn't use keep what they had, for when another one is chosen. */
export interface Rhythm {
  every: Every;
  minute: number;
  hour: number;
  /** 0 is Sunday. */
  weekday: number;
  /** Day of the month, 1 to 31. */
  day: number;
}

/** What a rhythm lets be chosen. */
export const PARTS: Record<Every, readonly ("minute" | "time" | "weekday" | "day")[]> = {
  once: [],
  hour: ["minute"],
  day: ["time"],
  weekday: ["time"],
  week: ["weekday", "time"],
  month: ["day", "time"],
  quarter: [],
  year: [],
};

/** At midnight, on Sunday or the first day: what Airflow's presets mean. */
const MIDNIGHT = { minute: 0, hour: 0, weekday: 0, day: 1 };

const PRESETS: Record<string, Every> = {
  once: "once",
  hourly: "hour",
  daily: "day",
  weekly: "week",
  monthly: "month",
  quarterly: "quarter",
  yearly: "year",
};

const CRON = /^(\d{1,2}) (\*|\d{1,2}) (\*|\d{1,2}) \* (\*|1-5|[0-6])$/;

/** The rhythm of a schedule; null for none, and for a cron expression that says more. */
export function rhythmOf(schedule: Schedule): Rhythm | null {
  if (schedule.kind === "preset") {
    const every = PRESETS[schedule.preset ?? ""];
    return every ? { ...MIDNIGHT, every } : null;
  }
  const parts = CRON.exec((schedule.cron ?? "").trim().replace(/\s+/g, " "));
  if (schedule.kind !== "cron" || !parts) return null;
  const [, minute = "", hour = "", day = "", weekday = ""] = parts;
  const every = everyOf(hour, day, weekday);
  if (every === null) return null;
  const rhythm: Rhythm = {
    every,
    minute: Number(minute),
    hour: hour === "*" ? 0 : Number(hour),
    day: day === "*" ? 1 : Number(day),
    weekday: every === "week" ? Number(weekday) : 0,
  };
  const isPossible = rhythm.minute < 60 && rhythm.hour < 24 && rhythm.day >= 1 && rhythm.day <= 31;
  return isPossible ? rhythm : null;
}

function everyOf(hour: string, day: string, weekday: string): Every | null {
  if (hour === "*") return day === "*" && weekday === "*" ? "hour" : null;
  // Cron takes either of the two days where both are given: nothing that is said in a few words.
  if (day !== "*") return weekday === "*" ? "month" : null;
  if (weekday === "*") return "day";
  return weekday === "1-5" ? "weekday" : "week";
}

/** The cron expression of a rhythm, to start from where more is wanted. */
export function cronOf({ every, minute, hour, weekday, day }: Rhythm): string {
  switch (every) {
    case "hour":
      return `${minute} * * * *`;
    case "weekday":
      return `${minute} ${hour} * * 1-5`;
    case "week":
      return `${minute} ${hour} * * ${weekday}`;
    case "month":
      return `${minute} ${hour} ${day} * *`;
    case "quarter":
      return `${minute} ${hour} 1 */3 *`;
    case "year":
      return `${minute} ${hour} 1 1 *`;
    default:
      return `${minute} ${hour} * * *`;
  }
}

type Preset = "once" | "hourly" | "daily" | "weekly" | "monthly" | "quarterly" | "yearly";

/** The preset that means just this, or null. */
export function presetOf(rhythm: Rhythm): Preset | null {
  const { every, minute, hour, weekday, day } = rhythm;
  if (every === "once" || every === "quarter" || every === "year") {
    return ({ once: "once", quarter: "quarterly", year: "yearly" } as const)[every];
  }
  if (minute !== 0) return null;
  if (every === "hour") return "hourly";
  if (hour !== 0) return null;
  if (every === "day") return "daily";
  if (every === "week") return weekday === 0 ? "weekly" : null;
  return every === "month" && day === 1 ? "monthly" : null;
}

/** `07:30` of a rhythm. */
export function timeOf({ hour, minute }: Rhythm): string {
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** The days of the week in a language, Sunday first. */
export function weekdays(language: string): string[] {
  const format = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  // The fourth of January 1970 was a Sunday.
  return Array.from({ length: 7 }, (_, day) => format.format(new Date(Date.UTC(1970, 0, 4 + day))));
}
