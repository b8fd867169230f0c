import { expect, test } from "vitest";
import { fieldsOf, typeOf } from "./fields";

const schema = {
  type: "object",
  required: ["path"],
  $defs: {
    Mode: { enum: ["a", "b c", ","] },
    Row: { type: "object", properties: {} },
    Loop: { anyOf: [{ $ref: "#/$defs/Loop" }, { type: "null" }] },
  },
  properties: {
    path: { type: "string", format: "file-path", title: "Path", description: "Where" },
    mode: { allOf: [{ $ref: "#/$defs/Mode" }], default: "a" },
    rows: { type: "array", items: { $ref: "#/$defs/Row" } },
    limit: { anyOf: [{ type: "integer" }, { type: "null" }], default: null },
  },
};

test("the fields of a schema keep their order, with types in words", () => {
  expect(fieldsOf(schema).map(({ name, type }) => [name, type])).toEqual([
    ["path", "file"],
    ["mode", 'one of a, b c, ","'],
    ["rows", "list of object"],
    ["limit", "whole number or nothing"],
  ]);
});

test("a default of null is a default, a missing one is none", () => {
  const fields = fieldsOf(schema);
  expect(fields.map((field) => field.default)).toEqual([null, '"a"', null, "null"]);
  expect(fields.map((field) => field.required)).toEqual([true, false, false, false]);
});

test("a schema that refers to itself, to nothing or is none at all does no harm", () => {
  expect(typeOf({ $ref: "#/$defs/Loop" }, schema)).toContain("nothing");
  expect(typeOf({ $ref: "#/$defs/Missing" }, schema)).toBe("anything");
  expect(fieldsOf(null)).toEqual([]);
  expect(fieldsOf({ properties: { x: 7 } })[0]?.type).toBe("anything");
});
