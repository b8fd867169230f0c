/** Dates, times and durations between ISO 8601 and the parts that people type. */

export interface DurationParts {
  days: string;
  hours: string;
  minutes: string;
  seconds: string;
}

const DURATION = /^(-?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** The parts of a duration such as `P1DT2H30M`; null if it isn't written in these parts. */
export function durationParts(text: string): DurationParts | null {
  const match = DURATION.exec(text);
  if (!match || match[1] === "-" || !/\d/.test(text)) return null;
  const weeks = Number(match[2] ?? 0);
  const days = weeks * 7 + Number(match[3] ?? 0);
  return {
    days: match[2] || match[3] ? String(days) : "",
    hours: match[4] ?? "",
    minutes: match[5] ?? "",
    seconds: match[6] ?? "",
  };
}

/** ISO 8601 of the parts; an empty text if none is given. */
export function durationText({ days, hours, minutes, seconds }: DurationParts): string {
  const date = days ? `${days}D` : "";
  const time = [hours && `${hours}H`, minutes && `${minutes}M`, seconds && `${seconds}S`].join("");
  return date || time ? `P${date}${time ? `T${time}` : ""}` : "";
}

export interface MomentParts {
  /** `2026-01-31T06:30` or with seconds, as the browser's field takes it. */
  local: string;
  /** `""`, `Z` or `+01:00`. */
  zone: string;
}

const MOMENT = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?$/;

/** The parts of a date and time; null if it isn't ISO 8601 as the browser's field can show it. */
export function momentParts(text: string): MomentParts | null {
  const match = MOMENT.exec(text);
  return match && isDate(match[1]) ? { local: `${match[1]}T${match[2]}`, zone: match[3] ?? "" } : null;
}

export function isDate(text: string | undefined): boolean {
  if (!text || !/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

export function isTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?$/.test(text);
}

/** The browser's own offset from UTC on a day, such as `+01:00`. */
export function offsetHere(local: string): string {
  const minutes = -new Date(local).getTimezoneOffset();
  if (!minutes) return "Z";
  const size = Math.abs(minutes);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
