/** What a form shows for a schema: one of a few shapes, whatever spelling the schema has. */

export type JsonSchema = Record<string, unknown>;
export type Path = readonly (string | number)[];
export type UpstreamRule = "allowed" | "always" | "never";
export type TextFormat = "date" | "time" | "date-time" | "duration";

interface Common {
  /** The schema with its reference followed and null left out: what constraints are read from. */
  rules: JsonSchema;
  title: string;
  description: string;
  /** Whether null is a value it takes. */
  nullable: boolean;
  /** The default; undefined if there is none. */
  default: unknown;
  upstream: UpstreamRule;
}

export interface Property {
  name: string;
  schema: unknown;
  required: boolean;
}

export type Shape = Common &
  (
    | {
        kind: "text";
        format: TextFormat | null;
        /** Whether the schema says that the text is a path. */
        file: boolean;
        /** A language if it is edited as code. */
        language: string | null;
        multiline: boolean;
        secret: boolean;
      }
    | { kind: "number"; whole: boolean }
    | { kind: "boolean" }
    | { kind: "choice"; choices: readonly unknown[] }
    | { kind: "list"; items: unknown; places: readonly unknown[] }
    | { kind: "object"; properties: readonly Property[]; extra: unknown }
    | { kind: "dict"; values: unknown }
    | { kind: "union"; options: readonly JsonSchema[] }
    | { kind: "null" }
    | { kind: "any" }
  );

const shapes = new WeakMap<JsonSchema, WeakMap<JsonSchema, Shape>>();

/** The shape of a normalised schema; `root` holds the definitions it refers to. */
export function shapeOf(schema: unknown, root: JsonSchema): Shape {
  if (!isRecord(schema)) return shapeOf(ANYTHING, root);
  let known = shapes.get(root);
  if (!known) {
    known = new WeakMap();
    shapes.set(root, known);
  }
  let shape = known.get(schema);
  if (!shape) {
    shape = makeShape(schema, root);
    known.set(schema, shape);
  }
  return shape;
}

const ANYTHING: JsonSchema = {};

/** The schema of the form: an object, also where there is none. */
export function objectShape(root: JsonSchema): Shape & { kind: "object" } {
  const shape = shapeOf(root, root);
  return shape.kind === "object"
    ? shape
    : { ...common({}, {}, false), kind: "object", properties: [], extra: null };
}

function makeShape(schema: JsonSchema, root: JsonSchema): Shape {
  const whole = resolved(schema, root);
  const members = list(whole["anyOf"]).filter(isRecord);
  const others = members.filter((member) => member["type"] !== "null");
  const nullable = others.length < members.length;
  const annotations = without(whole, "anyOf");
  if (others.length > 1) {
    const options = simplified(others);
    return { ...common(whole, annotations, nullable), kind: "union", options };
  }
  const [only] = others;
  // What is said about the field outside goes before what its type says of itself.
  const rules = only ? { ...resolved(only, root), ...annotations } : annotations;
  return { ...common(rules, rules, nullable), ...kindOf(rules) } as Shape;
}

function common(rules: JsonSchema, annotations: JsonSchema, nullable: boolean): Common {
  return {
    rules,
    title: text(annotations["title"]),
    description: text(annotations["description"]),
    nullable,
    default: annotations["default"],
    upstream: upstreamRule(annotations["from_upstream"]),
  };
}

function upstreamRule(value: unknown): UpstreamRule {
  return value === "always" || value === "never" ? value : "allowed";
}

type Kind = Shape extends infer One ? (One extends Common ? Omit<One, keyof Common> : never) : never;

function kindOf(rules: JsonSchema): Kind {
  const widget = text(rules["widget"]);
  if (Array.isArray(rules["enum"])) return { kind: "choice", choices: rules["enum"] };
  if ("const" in rules) return { kind: "choice", choices: [rules["const"]] };
  const type = typeName(rules);
  if (type === "string") return textKind(rules, widget);
  if (type === "integer" || type === "number") return { kind: "number", whole: type === "integer" };
  if (type === "boolean") return { kind: "boolean" };
  if (type === "null") return { kind: "null" };
  if (type === null || widget.startsWith("codeeditor")) return { kind: "any" };
  if (type === "array") {
    return { kind: "list", items: rules["items"] ?? ANYTHING, places: list(rules["prefixItems"]) };
  }
  return objectKind(rules);
}

function typeName(rules: JsonSchema): string | null {
  if (typeof rules["type"] === "string") return rules["type"];
  if (isRecord(rules["properties"])) return "object";
  return isRecord(rules["items"]) ? "array" : null;
}

const FORMATS = new Set<string>(["date", "time", "date-time", "duration"]);
const WIDGET_FORMATS: Record<string, TextFormat> = { date: "date", time: "time", datetime: "date-time" };

function textKind(rules: JsonSchema, widget: string): Kind {
  const format = text(rules["format"]);
  const code = /^codeeditor(?:-(\w+))?$/.exec(widget);
  return {
    kind: "text",
    format: FORMATS.has(format) ? (format as TextFormat) : (WIDGET_FORMATS[widget] ?? null),
    language: code ? (code[1] ?? "python") : null,
    multiline: widget === "textarea",
    file: format === "path" || format === "file-path",
    secret: format === "password" || widget === "password" || rules["writeOnly"] === true,
  };
}

function objectKind(rules: JsonSchema): Kind {
  const declared = isRecord(rules["properties"]) ? Object.entries(rules["properties"]) : [];
  const others = rules["additionalProperties"];
  if (declared.length === 0 && others !== false) {
    return { kind: "dict", values: isRecord(others) ? others : ANYTHING };
  }
  const required = new Set(list(rules["required"]));
  return {
    kind: "object",
    properties: declared.map(([name, schema]) => ({ name, schema, required: required.has(name) })),
    extra: isRecord(others) || others === true ? others : null,
  };
}

/** A number takes whole numbers as well, so offering both says nothing. */
function simplified(options: JsonSchema[]): JsonSchema[] {
  const number = options.some((option) => option["type"] === "number" && !("enum" in option));
  const plainInteger = (option: JsonSchema) =>
    option["type"] === "integer" && Object.keys(option).every((key) => key === "type" || key === "title");
  const rest = number ? options.filter((option) => !plainInteger(option)) : options;
  return rest.length > 1 ? rest : options;
}

/** A schema with its references followed and its `allOf` laid over each other. */
export function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  let found = schema;
  for (let step = 0; step < 20 && typeof found["$ref"] === "string"; step += 1) {
    found = { ...definition(found["$ref"], root), ...without(found, "$ref") };
  }
  const parts = list(found["allOf"]).filter(isRecord);
  if (parts.length === 0) return found;
  return Object.assign({}, ...parts.map((part) => resolved(part, root)), without(found, "allOf"));
}

function definition(reference: string, root: JsonSchema): JsonSchema {
  const name = decode(reference.replace(/^#\/\$defs\//, ""))
    .replaceAll("~1", "/")
    .replaceAll("~0", "~");
  const found = isRecord(root["$defs"]) ? root["$defs"][name] : undefined;
  return isRecord(found) ? found : ANYTHING;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Whether the path written as `inner` leads to `outer` or into it. */
export function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function without(record: JsonSchema, key: string): JsonSchema {
  const { [key]: _, ...rest } = record;
  return rest;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
