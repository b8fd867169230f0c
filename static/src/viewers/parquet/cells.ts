/** What stands in the cells of a Parquet file, as text, and what its columns hold. */
import type { ParquetParsers, SchemaElement, SchemaTree } from "hyparquet";
import type { Schemas } from "../../api/client";
import { bytesText, decimalText, durationText, floatText, momentText, timeText, unscaled } from "./values";

type ColumnType = Schemas["TableColumn"]["type"];

/** Characters of a cell that are shown at the most, as in a CSV file. */
const MOST = 300;

/** Points in time as text, with all of their digits; what they'd be as a Date has lost some. */
export const PARSERS: Partial<ParquetParsers> = {
  timestampFromMilliseconds: (millis) => momentText(millis, 3),
  timestampFromMicroseconds: (micros) => momentText(micros, 6),
  timestampFromNanoseconds: (nanos) => momentText(nanos, 9),
  dateFromDays: (days) => momentText(BigInt(days) * 86_400n, 0).replace(/ .*/, ""),
  // Whatever it is called, it need not be JSON.
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes),
};

type Kind = "decimal" | "time" | "interval" | "bson" | "float" | "other";

/** What a value is that hyparquet doesn't know, or knows with fewer digits. */
function kindOf({ type, converted_type: converted, logical_type: logical }: SchemaElement): Kind {
  if (converted === "DECIMAL" || logical?.type === "DECIMAL") return "decimal";
  if (converted?.startsWith("TIME_") || logical?.type === "TIME") return "time";
  if (converted === "INTERVAL") return "interval";
  if (converted === "BSON") return "bson";
  return type === "FLOAT" ? "float" : "other";
}

/** The element as hyparquet is to read it: what it would spoil is left as it lies in the file. */
export function rawElement(element: SchemaElement): SchemaElement {
  if (["float", "other"].includes(kindOf(element))) return element;
  const { converted_type: _, logical_type: __, ...raw } = element;
  return raw;
}

/** A value of a cell as text; what is missing is empty. */
export function cellText(value: unknown, tree: SchemaTree): string {
  const text = isMissing(value)
    ? ""
    : isLeaf(value, tree)
      ? leafText(value, tree.element)
      : json(value, tree);
  return text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text;
}

function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function isLeaf(value: unknown, { children }: SchemaTree): boolean {
  return children.length === 0 && !Array.isArray(value);
}

function leafText(value: unknown, element: SchemaElement): string {
  const kind = kindOf(element);
  if (kind === "decimal") return decimalText(unscaled(value), scaleOf(element));
  if (kind === "time") return timeText(BigInt(Number(value)), digitsOf(element));
  if (kind === "interval" && value instanceof Uint8Array) return durationText(value);
  if (value instanceof Uint8Array) return bytesText(value);
  if (typeof value === "number") return kind === "float" ? floatText(value) : String(value);
  return typeof value === "object" ? JSON.stringify(value, plain) : String(value);
}

function scaleOf({ scale, logical_type: logical }: SchemaElement): number {
  return scale ?? (logical?.type === "DECIMAL" ? logical.scale : 0);
}

const DIGITS = { MILLIS: 3, MICROS: 6, NANOS: 9 };

function digitsOf({ converted_type: converted, logical_type: logical }: SchemaElement): number {
  if (logical?.type === "TIME") return DIGITS[logical.unit];
  return converted === "TIME_MILLIS" ? DIGITS.MILLIS : DIGITS.MICROS;
}

/** A list, a map or a structure as JSON; numbers keep all of their digits. */
function json(value: unknown, tree: SchemaTree): string {
  if (isMissing(value)) return "null";
  if (Array.isArray(value)) return `[${value.map((item) => json(item, itemOf(tree))).join(",")}]`;
  if (isLeaf(value, tree)) return leafJson(value, tree.element);
  if (tree.element.logical_type?.type === "VARIANT") return JSON.stringify(value, plain);
  const parts = Object.entries(value).map(
    ([name, part]) => `${JSON.stringify(name)}:${json(part, partOf(tree, name))}`,
  );
  return `{${parts.join(",")}}`;
}

function leafJson(value: unknown, element: SchemaElement): string {
  const text = leafText(value, element);
  const kind = kindOf(element);
  if (kind === "decimal" || (typeof value === "object" && !(value instanceof Uint8Array))) return text;
  const isBare = kind !== "time" && ["number", "bigint", "boolean"].includes(typeof value);
  return isBare ? text : JSON.stringify(text);
}

/** What the items of a list are: those of what is called a list, else of what is repeated. */
function itemOf(tree: SchemaTree): SchemaTree {
  const [repeated] = tree.children;
  if (tree.element.converted_type !== "LIST" || !repeated) return tree;
  const [item, more] = repeated.children;
  return item && !more ? item : repeated;
}

/** What a field of a structure is, or a value of a map. */
function partOf(tree: SchemaTree, name: string): SchemaTree {
  const isMap = tree.element.converted_type === "MAP";
  const part = isMap
    ? tree.children[0]?.children[1]
    : tree.children.find(({ element }) => element.name === name);
  return part ?? { children: [], count: 1, element: { name }, path: [] };
}

function plain(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return value instanceof Uint8Array ? bytesText(value) : value;
}

/** What a column holds, by its place in the schema. */
export function typeOf(element: SchemaElement): ColumnType {
  if (element.num_children || element.repetition_type === "REPEATED") return "text";
  const logical = element.logical_type?.type ?? element.converted_type ?? "";
  if (/^(DATE|TIMESTAMP)/.test(logical) || element.type === "INT96") return "date";
  const kind = kindOf(element);
  if (kind === "decimal" || kind === "float" || logical === "FLOAT16") return "number";
  if (element.type === "BOOLEAN") return "boolean";
  if (element.type === "DOUBLE") return "number";
  return kind !== "time" && /^INT(32|64)$/.test(element.type ?? "") ? "integer" : "text";
}

/** What a value is compared by: a number, or its text. */
export function sortKey(value: unknown, tree: SchemaTree): string | number | bigint | null {
  if (isMissing(value) || Number.isNaN(value)) return null;
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (isLeaf(value, tree) && kindOf(tree.element) === "decimal") return unscaled(value);
  return isLeaf(value, tree) ? leafText(value, tree.element) : json(value, tree);
}

type SortKey = ReturnType<typeof sortKey>;

/** The order of two values of a column, the missing ones last whichever way is asked for. */
export function compare(one: SortKey, other: SortKey, descending: boolean): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  const order = one < other ? -1 : Number(one > other);
  return descending ? -order : order;
}
