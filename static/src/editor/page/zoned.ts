/** Moments as people type them in a time zone, and as documents keep them: ISO 8601 with an offset. */

function partsIn(zone: string, moment: Date): Record<string, string> {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
}

/** `2026-01-31T06:00` of a moment in a zone, as the browser's field takes it; empty if there is none. */
export function localIn(zone: string, iso: string | null): string {
  if (iso === null) return "";
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return "";
  const { year, month, day, hour, minute } = partsIn(zone, moment);
  return `${year?.padStart(4, "0")}-${month}-${day}T${hour}:${minute}`;
}

/** Minutes that a zone's clocks are ahead of UTC at a moment. */
function offsetAt(zone: string, moment: Date): number {
  const { year, month, day, hour, minute, second } = partsIn(zone, moment);
  const shown = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  return Math.round((shown - Math.floor(moment.getTime() / 1000) * 1000) / 60_000);
}

/** What was typed as ISO 8601 with the zone's offset of that day, such as `2026-01-31T06:00:00+01:00`. */
export function isoFrom(zone: string, local: string): string | null {
  const asUtc = new Date(`${local}Z`);
  if (local === "" || Number.isNaN(asUtc.getTime())) return null;
  // The offset at about that moment tells the moment, and that the offset: twice is enough at every change.
  const near = new Date(asUtc.getTime() - offsetAt(zone, asUtc) * 60_000);
  const offset = offsetAt(zone, near);
  const text = local.length === 16 ? `${local}:00` : local;
  return `${text}${offsetText(offset)}`;
}

function offsetText(minutes: number): string {
  if (minutes === 0) return "+00:00";
  const two = (value: number) => String(value).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** All zones the browser knows, by region; UTC first. */
export function zones(): [region: string, names: string[]][] {
  const regions = new Map<string, string[]>([["UTC", ["UTC"]]]);
  for (const name of Intl.supportedValuesOf("timeZone")) {
    if (name === "UTC") continue;
    const region = name.includes("/") ? (name.split("/")[0] ?? name) : "UTC";
    regions.set(region, [...(regions.get(region) ?? []), name]);
  }
  return [...regions];
}

/** The zone if this browser knows it, else UTC: a document may name any. */
export function knownZone(zone: string | undefined): string {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone ?? "UTC" });
    return zone ?? "UTC";
  } catch {
    return "UTC";
  }
}

/** The zone of whoever sits here, which is what they mean by a time of day. */
export function ownZone(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return Intl.supportedValuesOf("timeZone").includes(timeZone) ? timeZone : "UTC";
}
