/** Values of a Parquet file as text, with all of their digits and none made up. */

/** A decimal number, given without its point, which may be written by bytes, the highest first. */
export function unscaled(value: unknown): bigint {
  if (typeof value === "bigint") return value;
  if (!(value instanceof Uint8Array)) return BigInt(Number(value));
  const digits = Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return BigInt.asIntN(value.length * 8, BigInt(`0x${digits || "0"}`));
}

/** A decimal number with its point: as many digits after it as the column has. */
export function decimalText(unscaled: bigint, scale: number): string {
  const sign = unscaled < 0n ? "-" : "";
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  if (scale <= 0) return sign + digits + (unscaled === 0n ? "" : "0".repeat(-scale));
  const padded = digits.padStart(scale + 1, "0");
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** The shortest number that 32 bits keep as this one: 0.1, not 0.10000000149011612. */
export function floatText(value: number): string {
  for (let precision = 1; precision < 9; precision++) {
    const short = Number(value.toPrecision(precision));
    if (Math.fround(short) === value) return String(short);
  }
  return String(Number.isFinite(value) ? Number(value.toPrecision(9)) : value);
}

/** A time of day, counted from midnight in seconds with so many digits after the point. */
export function timeText(units: bigint, digits: number): string {
  const [seconds, fraction] = split(units, digits);
  const parts = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n];
  return parts.map((part) => String(part).padStart(2, "0")).join(":") + fraction;
}

/** A point in time, counted from 1970 in seconds with so many digits after the point. */
export function momentText(units: bigint, digits: number): string {
  const [seconds, fraction] = split(units, digits);
  const date = new Date(Number(seconds) * 1000);
  // Years that no calendar of the browser reaches.
  if (Number.isNaN(date.valueOf())) return `${seconds}${fraction} s`;
  return date
    .toISOString()
    .replace("T", " ")
    .replace(/\.000Z$/, fraction);
}

/** Whole seconds, and the rest as text: nothing, or three, six or nine digits. */
function split(units: bigint, digits: number): [bigint, string] {
  const scale = 10n ** BigInt(digits);
  const rest = ((units % scale) + scale) % scale;
  const text = rest === 0n ? "" : `.${String(rest).padStart(digits, "0")}`;
  return [(units - rest) / scale, text.replace(/(000)+$/, "")];
}

/** Months, days and milliseconds, as ISO 8601 writes a duration. */
export function durationText(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [months, days, millis] = [0, 4, 8].map((at) => view.getUint32(at, true));
  return `P${months}M${days}DT${Number(millis) / 1000}S`;
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });
// biome-ignore lint/suspicious/noControlCharactersInRegex: these tell bytes from text
const CONTROL = /[\0-\x08\x0E-\x1F\x7F]/;

/** Bytes that aren't said to be text, but may be; else in hexadecimal digits. */
export function bytesText(bytes: Uint8Array): string {
  try {
    const text = UTF8.decode(bytes);
    if (!CONTROL.test(text)) return text;
  } catch {
    // No text, then.
  }
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
