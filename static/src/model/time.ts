/** Durations and moments in words, in the language in use unless told otherwise. */
import { spoken, t } from "../app/i18n";

/** A duration in seconds as people write it: `0.8 s`, `42 s`, `3 min 5 s`, `2 h 10 min`, `3 d 4 h`. */
export function duration(seconds: number, language: string = spoken()): string {
  if (seconds < 9.95) return `${tenths(seconds, language)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return pair(Math.floor(whole / 60), "min", whole % 60, "s");
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return pair(Math.floor(minutes / 60), "h", minutes % 60, "min");
  const hours = Math.round(seconds / 3600);
  return pair(Math.floor(hours / 24), "d", hours % 24, "h");
}

/** A number with one decimal, with a point or a comma. */
export function tenths(value: number, language: string): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language, digits).format(value);
}

function pair(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small ? `${big} ${bigUnit} ${small} ${smallUnit}` : `${big} ${bigUnit}`;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 86400],
  ["month", 30 * 86400],
  ["week", 7 * 86400],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];

/** How far a moment is from now: `5 minutes ago`, `in 2 hours`, `just now` within a minute. */
export function relative(moment: Date, now: Date, language: string = spoken()): string {
  const seconds = (moment.getTime() - now.getTime()) / 1000;
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? [undefined, 1];
  if (!unit) return t(seconds > 5 ? "time.soon" : "time.now", { lng: language });
  return new Intl.RelativeTimeFormat(language, { numeric: "always" }).format(
    Math.round(seconds / size),
    unit,
  );
}

/** A moment, whole, in the reader's zone. */
export function moment(date: Date, language: string = spoken()): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "long" }).format(date);
}

/** A moment to the second, in the reader's zone. */
export function shortMoment(date: Date, language: string = spoken()): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" }).format(date);
}

/** Bytes as people write them: `512 B`, `1.4 kB`, `20 MB`. */
export function size(bytes: number, language: string = spoken()): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${step === 0 || value >= 10 ? Math.round(value) : tenths(value, language)} ${units[step]}`;
}
