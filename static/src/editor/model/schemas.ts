/** Reading JSON schemas: references followed, alternatives taken apart. */

export type JsonSchema = Readonly<Record<string, unknown>>;

/** References followed in a row, so that one that leads to itself ends. */
const MAX_STEPS = 10;
export const ANYTHING: JsonSchema = {};

/** The simple types of values, text told apart by its format. */
export type Kind =
  | "any"
  | "null"
  | "text"
  | "path"
  | "date"
  | "date-time"
  | "time"
  | "duration"
  | "uuid"
  | "uri"
  | "integer"
  | "number"
  | "boolean"
  | "array"
  | "object";

const FORMATS: ReadonlySet<string> = new Set(["date", "date-time", "time", "duration", "uuid", "uri"]);
const PATHS: ReadonlySet<string> = new Set(["path", "file-path", "directory-path"]);
const TYPES: Readonly<Record<string, Kind>> = {
  null: "null",
  string: "text",
  integer: "integer",
  number: "number",
  boolean: "boolean",
  array: "array",
  object: "object",
};

/** What a schema without alternatives describes. */
export function kindOf(schema: JsonSchema): Kind {
  const { type, format } = schema;
  if (type === "string" && typeof format === "string") {
    if (FORMATS.has(format)) return format as Kind;
    if (PATHS.has(format)) return "path";
  }
  if (typeof type === "string") return Object.hasOwn(TYPES, type) ? (TYPES[type] ?? "any") : "any";
  return type === undefined && isRecord(schema["properties"]) ? "object" : "any";
}

/** The alternatives of a schema, each without reference or union; choices come apart by their type. */
export function alternatives(schema: unknown, root: JsonSchema, steps = MAX_STEPS): JsonSchema[] {
  if (!isRecord(schema) || steps < 0) return [ANYTHING];
  if (typeof schema["$ref"] === "string") {
    return alternatives(definition(schema["$ref"], root), root, steps - 1);
  }
  for (const union of [schema["anyOf"], schema["oneOf"]]) {
    if (Array.isArray(union) && union.length > 0) {
      return union.flatMap((branch) => alternatives(branch, root, steps - 1));
    }
  }
  const all = schema["allOf"];
  if (Array.isArray(all)) return all.length === 1 ? alternatives(all[0], root, steps - 1) : [ANYTHING];
  if ("const" in schema) return byType([schema["const"]], true);
  const choices = schema["enum"];
  if (Array.isArray(choices) && choices.length > 0) return byType(choices, false);
  const { type } = schema;
  return Array.isArray(type) ? type.map((one: unknown) => ({ ...schema, type: one })) : [schema];
}

/** Choices of one type each; `literal` ones, and those of mixed types, are compared without coercion. */
function byType(choices: readonly unknown[], literal: boolean): JsonSchema[] {
  const groups = new Map<string, unknown[]>();
  for (const choice of choices) {
    const type = typeOfValue(choice);
    groups.set(type, [...(groups.get(type) ?? []), choice]);
  }
  // With a number that isn't whole among them, all numbers are read as such.
  const whole = groups.get("integer");
  const other = groups.get("number");
  if (whole && other) {
    groups.set("number", [...whole, ...other]);
    groups.delete("integer");
  }
  return [...groups].map(([type, values]) => ({
    type,
    enum: values,
    literal: literal || groups.size > 1,
  }));
}

function typeOfValue(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

function definition(reference: string, root: JsonSchema): unknown {
  const match = /^#\/(\$defs|definitions)\/(.+)$/.exec(reference);
  const parts = match?.[1] === undefined ? undefined : root[match[1]];
  const name = decoded(match?.[2] ?? "");
  return isRecord(parts) && Object.hasOwn(parts, name) ? parts[name] : undefined;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return part;
  }
}

/** The declared fields of an object schema. */
export function propertiesOf(schema: JsonSchema): Readonly<Record<string, unknown>> {
  return isRecord(schema["properties"]) ? schema["properties"] : {};
}

export function requiredOf(schema: JsonSchema): ReadonlySet<string> {
  return new Set(listOf(schema["required"]).filter((name) => typeof name === "string"));
}

export function titleOf(schema: unknown, name: string): string {
  const title = isRecord(schema) ? schema["title"] : undefined;
  return typeof title === "string" && title !== "" ? title : name;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asSchema(value: unknown): JsonSchema {
  return isRecord(value) ? value : ANYTHING;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
