import * as fc from "fast-check";
import { expect, test } from "vitest";
import "../../app/i18n";
import type { NodeInput } from "../model/types";
import { findingsOf, hintOf } from "./checks";
import { EVERYTHING } from "./everything.fixture";
import { entriesOf, fromEntries, fromRows, moved, rowsOf, value, withEntry } from "./inputs";
import { FieldMemory } from "./memory";
import { durationParts, durationText, isDate, momentParts } from "./moments";
import { readInputs } from "./rawInputs";
import { isWithin, type JsonSchema, objectShape, type Shape, shapeOf } from "./schema";
import { chosenOption } from "./unionOption";
import { hasParts, readPath, schemaAt, writtenPath } from "./upstream/outputs";
import { converted, fits, initial, isBig, lostNumber, numberIn, optionOf } from "./values";

function shape(schema: JsonSchema): Shape {
  return shapeOf(schema, EVERYTHING);
}

function property(name: string): Shape {
  const found = objectShape(EVERYTHING).properties.find((one) => one.name === name);
  return shapeOf(found?.schema, EVERYTHING);
}

test("every spelling has its shape", () => {
  const kinds = Object.fromEntries(
    objectShape(EVERYTHING).properties.map(({ name, schema }) => [name, shapeOf(schema, EVERYTHING).kind]),
  );
  expect(kinds).toMatchObject({
    text: "text",
    nullable_text: "text",
    count: "number",
    maybe: "boolean",
    color: "choice",
    nullable_choice: "choice",
    moment: "text",
    names: "list",
    pair: "list",
    point: "object",
    nullable_point: "object",
    options: "dict",
    free: "dict",
    anything: "any",
    json: "any",
    scalar: "union",
    shape: "union",
    tree: "object",
  });
  expect(property("moment")).toMatchObject({ format: "date-time", nullable: true });
  expect(property("sql")).toMatchObject({ language: "sql", nullable: true });
  expect(property("file")).toMatchObject({ upstream: "always" });
});

test("a definition's name may hold any character", () => {
  const root = {
    type: "object",
    properties: { a: { $ref: "#/$defs/Box[int]~1x~0%25" } },
    $defs: { "Box[int]/x~%": { type: "object", properties: { inner: { type: "string" } } } },
  };
  expect(shapeOf(root.properties.a, root)).toMatchObject({ kind: "object", properties: [{ name: "inner" }] });
});

test("a reference that leads nowhere, or to itself, takes anything", () => {
  const root = { $defs: { A: { $ref: "#/$defs/A" } } };
  expect(shapeOf({ $ref: "#/$defs/Nowhere" }, root).kind).toBe("any");
  expect(shapeOf({ $ref: "#/$defs/A" }, root).kind).toBe("any");
});

test("numbers keep their digits", () => {
  expect(numberIn("42")).toBe(42);
  expect(numberIn(" -1.50 ")).toBe(-1.5);
  expect(numberIn("1e3")).toBe(1000);
  expect(numberIn("0")).toBe(0);
  expect(numberIn("12345678901234567890")).toBe("12345678901234567890");
  expect(numberIn("abc")).toBe("abc");
  expect(numberIn("-")).toBe("-");
  expect(numberIn("0x10")).toBe("0x10");
  expect(isBig("12345678901234567890")).toBe(true);
  expect(isBig("12")).toBe(false);
  expect(lostNumber('{"a": [1, 12345678901234567890], "b": "99999999999999999999"}')).toBe(
    "12345678901234567890",
  );
  expect(lostNumber('"12345678901234567890\\" 1"')).toBe(null);
});

test("every number is read back as itself", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      const text = String(number);
      const lost = Number.isInteger(number) && !Number.isSafeInteger(number) && /^-?\d+$/.test(text);
      // Negative zero is written "0", and read as that.
      expect(numberIn(text)).toBe(lost ? text : number + 0);
    }),
  );
});

test("what is certainly refused is said at once", () => {
  expect(findingsOf(property("count"), 0)).toEqual(["Must be at least 1."]);
  expect(findingsOf(property("count"), 1.5)).toEqual(["This is no whole number."]);
  expect(findingsOf(property("count"), "7")).toEqual([]);
  expect(findingsOf(property("count"), "12345678901234567890")).toEqual([]);
  expect(findingsOf(property("count"), "many")).toEqual(["This is no whole number."]);
  expect(findingsOf(property("ratio"), 0.3)).toEqual([]);
  expect(findingsOf(property("ratio"), 0.35)).toEqual(["Must be a multiple of 0.1."]);
  expect(findingsOf(property("text"), "x")).toEqual(["Needs at least 2 characters."]);
  expect(findingsOf(property("pattern"), "ABC")).toEqual(["Doesn't match ^[a-z]+$."]);
  expect(findingsOf(property("names"), [])).toEqual(["Needs at least 1 item."]);
  expect(findingsOf(property("names"), ["a", "a"])).toEqual(["The same item is there twice."]);
  expect(findingsOf(property("day"), "31.01.2026")).toEqual(["This is no date."]);
  expect(findingsOf(property("nullable_count"), null)).toEqual([]);
});

test("Python's patterns are left to Python where the browser may see them otherwise", () => {
  expect(findingsOf(shape({ type: "string", pattern: "^\\w+$" }), "größe")).toEqual([]);
  expect(findingsOf(shape({ type: "string", pattern: "(?i)abc" }), "x")).toEqual([]);
  expect(findingsOf(shape({ type: "string", pattern: "(" }), "x")).toEqual([]);
});

test("limits are told in words", () => {
  expect(hintOf(property("count"))).toBe("1 to 1000");
  expect(hintOf(property("ratio"))).toBe("more than 0, multiples of 0.1");
  expect(hintOf(property("text"))).toBe("2 to 20 characters");
  expect(hintOf(property("pair"))).toBe("exactly 2 items");
});

test("limits that nobody counts, and expressions where words say it, are told by their error only", () => {
  const text = { type: "string", minLength: 1, maxLength: 8000, pattern: "^https?://" };
  expect(hintOf(shape(text))).toBe("matching ^https?://");
  expect(hintOf(shape({ ...text, description: "A web address." }))).toBe("");
  expect(hintOf(shape({ type: "string", minLength: 1, maxLength: 30 }))).toBe("at most 30 characters");
  expect(findingsOf(shape(text), "x".repeat(9000))[0]).toBe("At most 8000 characters.");
});

test("a list is a plain value until something in it comes from upstream", () => {
  const reference = { kind: "upstream" as const, node: "read", output: "file", path: [] };
  expect(fromRows([value(1), value("")])).toEqual(value([1, ""]));
  expect(fromRows([value(1), reference])).toEqual({ kind: "list", items: [value(1), reference] });
  expect(rowsOf(value([0, false]))).toEqual([value(0), value(false)]);
  expect(rowsOf(value("text"))).toBeNull();
  expect(fromEntries([["a", reference]])).toEqual({ kind: "object", fields: { a: reference } });
});

test("a field that is set stays in its place", () => {
  const entries = entriesOf(value({ a: 1, b: 2 })) ?? [];
  expect(withEntry(entries, "a", value(3)).map(([name]) => name)).toEqual(["a", "b"]);
  expect(withEntry(entries, "a", undefined)).toEqual([["b", value(2)]]);
});

test("moving a row back restores the order", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.nat(), fc.nat(), (items, a, b) => {
      const [from, to] = [a % items.length, b % items.length];
      expect(moved(moved(items, from, to), to, from)).toEqual(items);
    }),
  );
});

test("what was remembered of a row follows it", () => {
  const memory = new FieldMemory();
  memory.set("n", ["rows", 0, "x"], { value: value("first") });
  memory.set("n", ["rows", 1, "x"], { value: value("second") });
  memory.set("n", ["rowsets", 1], { value: value("other") });
  memory.reorder("n", ["rows"], [1, null, 0]);
  expect(memory.get("n", ["rows", 0, "x"])).toEqual({ value: value("second") });
  expect(memory.get("n", ["rows", 1, "x"])).toEqual({});
  expect(memory.get("n", ["rows", 2, "x"])).toEqual({ value: value("first") });
  expect(memory.get("n", ["rowsets", 1])).toEqual({ value: value("other") });
  memory.reorder("n", ["rows"], [0, 1]);
  expect(memory.get("n", ["rows", 2, "x"])).toEqual({});
});

test("a union's value belongs to the option that takes it as it is", () => {
  const scalar = property("scalar") as Shape & { kind: "union" };
  const kindOf = (content: unknown) => {
    const index = optionOf(scalar, content, EVERYTHING);
    return index === null ? null : shapeOf(scalar.options[index], EVERYTHING).kind;
  };
  expect([kindOf("5"), kindOf(5), kindOf(1.5), kindOf(false), kindOf({})]).toEqual([
    "text",
    "number",
    "number",
    "boolean",
    null,
  ]);
  const models = property("shape") as Shape & { kind: "union" };
  expect(optionOf(models, { x: 1, y: 2 }, EVERYTHING)).toBe(0);
  expect(optionOf(models, { center: { x: 1, y: 2 }, radius: 3 }, EVERYTHING)).toBe(1);
});

test("an object is of the kind that its fixed field names", () => {
  const kind = (name: string, more: JsonSchema = {}) => ({
    type: "object",
    title: name,
    properties: { kind: { const: name, type: "string" }, ...more },
  });
  const pets = shape({
    anyOf: [kind("cat"), kind("dog", { age: { type: "integer" } })],
  }) as Shape & { kind: "union" };
  expect(optionOf(pets, { kind: "dog" }, {})).toBe(1);
  expect(optionOf(pets, { kind: "dog", unknown: 1 }, {})).toBe(1);
  expect(optionOf(pets, { kind: "cow" }, {})).toBe(0);
  const mixed: NodeInput = {
    kind: "object",
    fields: { kind: value("dog"), age: { kind: "upstream", node: "n", output: "o", path: [] } },
  };
  expect(chosenOption(pets, mixed, {}, undefined)).toBe(1);
  expect(chosenOption(pets, value({ kind: "dog" }), {}, 0)).toBe(1);
  expect(initial(pets, {})).toEqual(value({ kind: "cat" }));
});

test("values are converted only where nothing is lost", () => {
  expect(converted("5", shape({ type: "integer" }))).toBe(5);
  expect(converted("five", shape({ type: "integer" }))).toBeUndefined();
  expect(converted(false, shape({ type: "string" }))).toBe("false");
  expect(converted([1], shape({ type: "string" }))).toBeUndefined();
});

test("what a new row holds fits its shape", () => {
  for (const { schema } of objectShape(EVERYTHING).properties) {
    const one = shapeOf(schema, EVERYTHING);
    const start = initial(one, EVERYTHING);
    const content = start.kind === "value" ? start.value : undefined;
    expect(
      content === null ? one.nullable || one.kind === "any" : fits(one, content, EVERYTHING),
      one.title,
    ).toBe(true);
  }
});

test("dates and durations go to their parts and back", () => {
  expect(durationParts("P1DT2H30M")).toEqual({ days: "1", hours: "2", minutes: "30", seconds: "" });
  expect(durationParts("P2W")).toMatchObject({ days: "14" });
  expect(durationParts("P1M")).toBeNull();
  expect(durationText({ days: "", hours: "1", minutes: "", seconds: "" })).toBe("PT1H");
  expect(durationText({ days: "", hours: "", minutes: "", seconds: "" })).toBe("");
  expect(momentParts("2026-01-31T06:00:00+01:00")).toEqual({ local: "2026-01-31T06:00:00", zone: "+01:00" });
  expect(momentParts("2026-01-31 06:00Z")).toEqual({ local: "2026-01-31T06:00", zone: "Z" });
  expect(momentParts("tomorrow")).toBeNull();
  expect(isDate("2026-02-30")).toBe(false);
});

test("a part of an output is written as it is read", () => {
  expect(readPath("rows[0].name")).toEqual(["rows", 0, "name"]);
  expect(readPath("[2]")).toEqual([2]);
  expect(readPath('["a.b"][0]')).toEqual(["a.b", 0]);
  expect(readPath("a..b")).toBeNull();
  expect(readPath("a[x]")).toBeNull();
  expect(readPath("")).toEqual([]);
  const step = fc.oneof(fc.nat(), fc.string());
  fc.assert(
    fc.property(fc.array(step), (path) => {
      expect(readPath(writtenPath(path))).toEqual(path);
    }),
  );
});

test("the schema of a part is found through lists, models and options", () => {
  const output = { anyOf: [{ type: "array", items: { $ref: "#/$defs/Point" } }, { type: "null" }] };
  expect(schemaAt(output, EVERYTHING, [0, "x"])).toMatchObject({ type: "number" });
  expect(schemaAt(output, EVERYTHING, ["nothing"])).toEqual({});
  expect(hasParts(output, EVERYTHING)).toBe(true);
  expect(hasParts({ type: "string" }, EVERYTHING)).toBe(false);
});

test("JSON that is no input is refused in words", () => {
  expect(readInputs('{"a": {"kind": "value", "value": 0}}')).toEqual({ inputs: { a: value(0) } });
  const reasons = [
    "[]",
    "{",
    '{"a": 1}',
    '{"a": {"kind": "other"}}',
    '{"a": {"kind": "value"}}',
    '{"a": {"kind": "value", "value": 1, "more": 2}}',
    '{"a": {"kind": "upstream", "node": "", "output": "x", "path": []}}',
    '{"a": {"kind": "upstream", "node": "n", "output": "x", "path": [1.5]}}',
    '{"a": {"kind": "list", "items": [{"kind": "no"}]}}',
    '{"a": {"kind": "value", "value": 12345678901234567890}}',
  ].map((text) => readInputs(text));
  for (const result of reasons) expect(result).toHaveProperty("reason");
  expect(reasons[8]).toEqual({ reason: "a[0]: kind must be value, upstream, list or object." });
});

test("a field holds what its path leads into", () => {
  expect(isWithin("rows[0].name", "rows")).toBe(true);
  expect(isWithin("rows[0].name", "rows[0]")).toBe(true);
  expect(isWithin("rowset", "rows")).toBe(false);
});
