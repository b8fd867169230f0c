/** What stands in the cells of a Parquet file, as text, and what its columns hold. */
import type { ParquetParsers, SchemaElement } from "hyparquet";
import type { Schemas } from "../../api/client";

type ColumnType = Schemas["TableColumn"]["type"];

/** Characters of a cell that are shown at the most, as in a CSV file. */
const MOST = 300;
const DAY_MS = 86_400_000;

/** Points in time as text, to the microsecond; what they'd be as a Date has lost it. */
export const PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis) => moment(Number(millis)),
  timestampFromMicroseconds: (micros) => moment(Number(micros / 1000n), micros),
  timestampFromNanoseconds: (nanos) => moment(Number(nanos / 1_000_000n), nanos / 1000n),
  dateFromDays: (days) => isoOf(days * DAY_MS).replace(/T.*/, ""),
  // Whatever it is called, it need not be JSON.
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes),
};

function moment(millis: number, micros = 0n): string {
  const rest = Number(((micros % 1000n) + 1000n) % 1000n);
  // Rounded towards zero, a moment before 1970 with a rest is one millisecond late.
  const iso = isoOf(rest > 0 && micros < 0n ? millis - 1 : millis);
  const [day, time = ""] = iso.replace("Z", "").split("T");
  const fraction = rest > 0 ? String(rest).padStart(3, "0") : "";
  return `${day} ${fraction ? time + fraction : time.replace(/\.000$/, "")}`;
}

function isoOf(millis: number): string {
  const date = new Date(millis);
  return Number.isNaN(date.valueOf()) ? `${millis} ms` : date.toISOString();
}

/** A value of a cell as text; what is missing is empty. */
export function cellText(value: unknown): string {
  const text = textOf(value);
  return text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value !== "object") return String(value);
  return JSON.stringify(value, plain) ?? "";
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  // Bytes, and numbers packed alike.
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value;
}

/** What a column holds, by its place in the schema. */
export function typeOf(element: SchemaElement): ColumnType {
  if (element.num_children || element.repetition_type === "REPEATED") return "text";
  const logical = element.logical_type?.type ?? element.converted_type ?? "";
  if (/^(DATE|TIMESTAMP)/.test(logical) || element.type === "INT96") return "date";
  if (logical === "DECIMAL" || logical === "FLOAT16") return "number";
  if (element.type === "BOOLEAN") return "boolean";
  if (element.type === "DOUBLE" || element.type === "FLOAT") return "number";
  return element.type === "INT32" || element.type === "INT64" ? "integer" : "text";
}

/** The order of two values of a column, the missing ones last whichever way is asked for. */
export function compare(one: unknown, other: unknown, descending: boolean): number {
  const [noOne, noOther] = [isMissing(one), isMissing(other)];
  if (noOne || noOther) return Number(noOne) - Number(noOther);
  const order = isNumber(one) && isNumber(other) ? byNumber(one, other) : byText(textOf(one), textOf(other));
  return descending ? -order : order;
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function byNumber(one: number | bigint, other: number | bigint): number {
  return one < other ? -1 : Number(one > other);
}

function byText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
