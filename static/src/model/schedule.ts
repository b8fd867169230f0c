/** When a workflow runs, in words. */
import cronstrue from "cronstrue";
import { spoken, t } from "../app/i18n";
import { rhythmOf, timeOf, weekdays } from "./rhythm";

export interface Schedule {
  kind: "none" | "preset" | "cron";
  preset?: string;
  cron?: string;
  timezone?: string;
}

const PRESETS = ["once", "hourly", "daily", "weekly", "monthly", "quarterly", "yearly"] as const;

/** The schedule as a short sentence; the zone only where it isn't UTC. */
export function inWords(schedule: Schedule): string {
  if (schedule.kind === "none") return t("schedule.none");
  const zone = schedule.timezone && schedule.timezone !== "UTC" ? ` (${schedule.timezone})` : "";
  if (schedule.kind === "preset") return `${presetInWords(schedule.preset ?? "")}${zone}`;
  return `${simply(schedule) ?? cronInWords(schedule.cron ?? "")}${zone}`;
}

function presetInWords(name: string): string {
  const preset = PRESETS.find((one) => one === name);
  return preset ? t(`schedule.presets.${preset}`) : name;
}

/** A cron expression that is a simple rhythm, as people say it. */
function simply(schedule: Schedule): string | null {
  const rhythm = rhythmOf(schedule);
  if (!rhythm) return null;
  const time = timeOf(rhythm);
  switch (rhythm.every) {
    case "hour":
      return rhythm.minute === 0 ? t("schedule.hour") : t("schedule.hourPast", { minute: rhythm.minute });
    case "day":
      return t("schedule.day", { time });
    case "weekday":
      return t("schedule.weekday", { time });
    case "week":
      return t("schedule.week", { time, weekday: weekdays(spoken())[rhythm.weekday] });
    case "month":
      return t("schedule.month", { time, day: rhythm.day });
    default:
      return null;
  }
}

function cronInWords(cron: string): string {
  try {
    return cronstrue.toString(cron, { locale: spoken(), use24HourTimeFormat: true, verbose: false });
  } catch {
    return cron;
  }
}
