/** A Piece's schema as a list of fields with types in words. */
import { t } from "../app/i18n";

type Json = Record<string, unknown>;

export interface Field {
  name: string;
  title: string;
  type: string;
  description: string;
  required: boolean;
  /** The default as JSON text; null if there is none. */
  default: string | null;
}

/** The fields of an object schema in its order. */
export function fieldsOf(schema: unknown): Field[] {
  if (!isRecord(schema) || !isRecord(schema["properties"])) return [];
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"] : []);
  return Object.entries(schema["properties"]).map(([name, raw]) => {
    const field = isRecord(raw) ? raw : {};
    return {
      name,
      title: text(field["title"]) || name,
      type: typeOf(field, schema),
      description: text(field["description"]),
      required: required.has(name),
      default: "default" in field ? JSON.stringify(field["default"]) : null,
    };
  });
}

/** A schema's type as people say it: `text`, `number or nothing`, `list of text`, `one of a, b`. */
export function typeOf(field: Json, root: Json, depth = 0): string {
  const target = resolve(field, root);
  if (depth > 6 || !target) return t("types.any");
  const options = [...alternatives(target["anyOf"]), ...alternatives(target["oneOf"])];
  if (options.length > 0) {
    return either([...new Set(options.map((option) => typeOf(option, root, depth + 1)))]);
  }
  const all = alternatives(target["allOf"]);
  if (all[0] && all.length === 1) return typeOf(all[0], root, depth + 1);
  if (Array.isArray(target["enum"]))
    return t("types.oneOf", { choices: target["enum"].map(choice).join(", ") });
  if ("const" in target) return JSON.stringify(target["const"]);
  return simple(target, root, depth);
}

/** A choice as it is, in quotes where it would be lost among commas and spaces. */
function choice(value: unknown): string {
  return typeof value === "string" && /^[\w.+-]+( [\w.+-]+)*$/.test(value) ? value : JSON.stringify(value);
}

const TYPES = ["string", "integer", "number", "boolean", "null", "object"] as const;
const FORMATS = [
  "date",
  "time",
  "date-time",
  "duration",
  "uuid",
  "uri",
  "file-path",
  "directory-path",
] as const;

function simple(target: Json, root: Json, depth: number): string {
  const type = target["type"];
  if (Array.isArray(type)) return either(type.map((one) => wordFor(String(one)) ?? String(one)));
  if (type === "array") {
    if (!isRecord(target["items"])) return t("types.list");
    const items = typeOf(target["items"], root, depth + 1);
    return items === t("types.any") ? t("types.list") : t("types.listOf", { items });
  }
  if (type === "string") {
    const format = FORMATS.find((one) => one === target["format"]);
    return t(`types.${format ?? "string"}`);
  }
  return wordFor(text(type)) ?? t("types.any");
}

function wordFor(type: string): string | undefined {
  const known = TYPES.find((one) => one === type);
  return known && t(`types.${known}`);
}

/** Words with `or` between them. */
export function either(words: string[]): string {
  return words.reduce((one, other) => t("types.or", { one, other }));
}

function resolve(field: Json, root: Json): Json | null {
  let target: unknown = field;
  for (let step = 0; step < 10 && isRecord(target) && typeof target["$ref"] === "string"; step += 1) {
    target = at(root, target["$ref"]);
  }
  return isRecord(target) ? target : null;
}

function at(root: Json, reference: string): unknown {
  if (!reference.startsWith("#/")) return null;
  let found: unknown = root;
  for (const part of reference.slice(2).split("/")) {
    found = isRecord(found) ? found[part.replaceAll("~1", "/").replaceAll("~0", "~")] : undefined;
  }
  return found;
}

function alternatives(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
