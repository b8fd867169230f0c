import type { NodeInput } from "../model/types";
import { value } from "./inputs";
import { isRecord, type JsonSchema, type Shape, shapeOf } from "./schema";

/** Values for shapes: which fit, what a new row holds, and what a typed text means. */

/** What a field holds when something has to be there, as in a new row of a list. */
export function initial(shape: Shape, root: JsonSchema): NodeInput {
  if (shape.default !== undefined) return value(shape.default);
  if (shape.nullable) return value(null);
  switch (shape.kind) {
    case "boolean":
      return value(false);
    case "choice":
      return value(shape.choices[0]);
    case "list":
      return value(shape.places.map((place) => plain(initial(shapeOf(place, root), root))));
    case "object":
      return value(constantsOf(shape, root));
    case "dict":
      return value({});
    case "union":
      return initial(shapeOf(shape.options[0], root), root);
    case "null":
      return value(null);
    default:
      return value("");
  }
}

/** The fields of an object that take one value alone, such as the name of its kind. */
export function constantsOf(shape: Shape & { kind: "object" }, root: JsonSchema): Record<string, unknown> {
  const fields = shape.properties.flatMap(({ name, schema }) => {
    const field = shapeOf(schema, root);
    return field.kind === "choice" && field.choices.length === 1 && !field.nullable
      ? [[name, field.choices[0]] as const]
      : [];
  });
  return Object.fromEntries(fields);
}

/** Whether the fields that are there may be those of this object: a choice it doesn't have tells another kind. */
export function mayBe(shape: Shape, fields: Readonly<Record<string, unknown>>, root: JsonSchema): boolean {
  if (shape.kind !== "object") return true;
  return shape.properties.every(({ name, schema }) => {
    const field = shapeOf(schema, root);
    if (field.kind !== "choice" || !Object.hasOwn(fields, name)) return true;
    return fits(field, fields[name], root) || (field.nullable && fields[name] === null);
  });
}

function plain(input: NodeInput): unknown {
  return input.kind === "value" ? input.value : null;
}

/** Whether a control of this shape can show the value as it is. */
export function fits(shape: Shape, content: unknown, root: JsonSchema): boolean {
  switch (shape.kind) {
    case "text":
      return typeof content === "string";
    case "number":
      return typeof content === "number" || typeof content === "string";
    case "boolean":
      return typeof content === "boolean";
    case "choice":
      return shape.choices.some((choice) => same(choice, content));
    case "list":
      return Array.isArray(content);
    case "object":
    case "dict":
      return isRecord(content);
    case "union":
      return optionOf(shape, content, root) !== null;
    case "null":
      return content === null;
    case "any":
      return true;
  }
}

/** Which option of a union a value belongs to; null if to none. */
export function optionOf(
  shape: Shape & { kind: "union" },
  content: unknown,
  root: JsonSchema,
): number | null {
  const exact = shape.options.findIndex((option) => isExactly(shapeOf(option, root), content, root));
  if (exact >= 0) return exact;
  const near = shape.options.flatMap((option, index) =>
    fits(shapeOf(option, root), content, root) ? [index] : [],
  );
  const best = near.find(
    (index) => isRecord(content) && mayBe(shapeOf(shape.options[index], root), content, root),
  );
  return best ?? near[0] ?? null;
}

/** Whether the value is of the shape's own type, with nothing to be coerced. */
function isExactly(shape: Shape, content: unknown, root: JsonSchema): boolean {
  if (shape.kind === "number") {
    return typeof content === "number" && (!shape.whole || Number.isInteger(content));
  }
  if (shape.kind === "any") return false;
  if (shape.kind === "list" && Array.isArray(content) && content.length > 0) {
    return isExactly(shapeOf(shape.places[0] ?? shape.items, root), content[0], root);
  }
  if (shape.kind === "object" && isRecord(content)) {
    const names = new Set(shape.properties.map(({ name }) => name));
    const required = shape.properties.filter((property) => property.required);
    return (
      required.every(({ name }) => name in content) &&
      Object.keys(content).every((name) => names.has(name)) &&
      mayBe(shape, content, root)
    );
  }
  return fits(shape, content, root);
}

/** The same value in another shape where nothing is lost by it; undefined where there is no such value. */
export function converted(content: unknown, shape: Shape): unknown {
  switch (shape.kind) {
    case "text":
      return typeof content === "object" || content === undefined ? undefined : String(content);
    case "number":
      return convertedNumber(content);
    case "boolean":
      return { true: true, false: false }[String(content)];
    case "choice":
      return shape.choices.find((choice) => String(choice) === String(content));
    default:
      return undefined;
  }
}

function convertedNumber(content: unknown): number | undefined {
  const number = typeof content === "string" && content.trim() !== "" ? numberIn(content) : content;
  return typeof number === "number" ? number : undefined;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * What a typed text means where a number belongs: the number, or the text itself.
 *
 * It stays text if it is none, and if the browser would lose digits of it: the Piece reads the text as
 * the number that it is.
 */
export function numberIn(typed: string): number | string {
  const text = typed.trim();
  if (!NUMBER.test(text)) return typed;
  const number = Number(text);
  if (!Number.isFinite(number)) return text;
  return /^[+-]?\d+$/.test(text) && !Number.isSafeInteger(number) ? text : number;
}

/** Whether a text is a whole number with more digits than the browser can hold. */
export function isBig(content: unknown): boolean {
  return (
    typeof content === "string" && /^\s*[+-]?\d+\s*$/.test(content) && !Number.isSafeInteger(Number(content))
  );
}

/** Equality of JSON values. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => same(item, other[index]));
  }
  if (!isRecord(one) || !isRecord(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && same(one[name], other[name]))
  );
}

/** A value as short text. */
export function shown(content: unknown, length = 60): string {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** The first whole number in JSON text that the browser would change by reading it. */
export function lostNumber(json: string): string | null {
  const outside = json.replaceAll(/"(?:[^"\\]|\\.)*"/g, (text) => " ".repeat(text.length));
  for (const [digits] of outside.matchAll(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g)) {
    if (/^-?\d+$/.test(digits) && !Number.isSafeInteger(Number(digits))) return digits;
  }
  return null;
}
