import type { Piece } from "../model/types";
import type { JsonSchema } from "./schema";

/** A Piece whose inputs have every kind of schema that the server's normal form knows. For tests. */
export const EVERYTHING: JsonSchema = {
  type: "object",
  title: "EverythingPiece",
  required: ["text", "color", "point", "agreed", "count"],
  properties: {
    text: { type: "string", title: "Text", description: "Plain text.", minLength: 2, maxLength: 20 },
    with_default: { type: "string", title: "With default", default: "sample:penguins" },
    nullable_text: { anyOf: [{ type: "string" }, { type: "null" }], default: null, title: "Nullable text" },
    nullable_default: {
      anyOf: [{ type: "string" }, { type: "null" }],
      default: "something",
      title: "Nullable with default",
      description:
        "A description that is so long that it doesn't fit below its field without pushing everything else out of sight, and so is shown on demand.",
    },
    pattern: { type: "string", title: "Pattern", pattern: "^[a-z]+$", default: "abc" },
    lines: { type: "string", title: "Lines", widget: "textarea", default: "one\ntwo" },
    python: { type: "string", title: "Script", widget: "codeeditor-python", default: "print('hello')\n" },
    sql: { anyOf: [{ type: "string" }, { type: "null" }], title: "Query", widget: "codeeditor-sql" },
    password: { type: "string", format: "password", title: "Password" },
    count: { type: "integer", title: "Count", minimum: 1, maximum: 1000 },
    ratio: { type: "number", title: "Ratio", exclusiveMinimum: 0, multipleOf: 0.1, default: 0.5 },
    nullable_count: {
      anyOf: [{ type: "integer", minimum: 1 }, { type: "null" }],
      default: null,
      title: "Limit",
    },
    agreed: { type: "boolean", title: "Agreed" },
    enabled: { type: "boolean", title: "Enabled", default: true },
    maybe: { anyOf: [{ type: "boolean" }, { type: "null" }], default: null, title: "Maybe" },
    color: { enum: ["red", "green", "blue"], type: "string", title: "Colour" },
    many: {
      enum: ["one", "two", "three", "four", "five", ""],
      type: "string",
      title: "Many",
      default: "two",
      from_upstream: "never",
    },
    numbers_choice: { enum: [1, 2.5, 10, 100], type: "number", title: "Numbers", default: 10 },
    nullable_choice: {
      anyOf: [{ enum: ["a", "b"], type: "string" }, { type: "null" }],
      title: "Nullable choice",
    },
    day: { type: "string", format: "date", title: "Day", default: "2026-01-31" },
    hour: { type: "string", format: "time", title: "Hour" },
    moment: { anyOf: [{ type: "string", format: "date-time" }, { type: "null" }], title: "Moment" },
    pause: { type: "string", format: "duration", title: "Pause", default: "PT1H30M" },
    names: {
      type: "array",
      items: { type: "string" },
      title: "Names",
      default: [],
      minItems: 1,
      uniqueItems: true,
    },
    nullable_names: {
      anyOf: [{ type: "array", items: { type: "integer" } }, { type: "null" }],
      default: null,
      title: "Nullable list",
    },
    pair: {
      type: "array",
      prefixItems: [{ type: "string" }, { type: "integer" }],
      minItems: 2,
      maxItems: 2,
      title: "Pair",
    },
    matrix: { type: "array", items: { type: "array", items: { type: "number" } }, title: "Matrix" },
    anything_list: { type: "array", items: {}, title: "List of anything" },
    choices: { type: "array", items: { enum: ["x", "y"], type: "string" }, title: "Choices" },
    conditions: {
      type: "array",
      items: { $ref: "#/$defs/Condition" },
      title: "Conditions",
      default: [{ column: "a", operator: "equals", value: 1 }],
      from_upstream: "never",
    },
    point: { $ref: "#/$defs/Point", title: "Point" },
    nullable_point: {
      anyOf: [{ $ref: "#/$defs/Point" }, { type: "null" }],
      default: null,
      title: "Other point",
    },
    options: { type: "object", additionalProperties: { type: "integer" }, title: "Options", default: {} },
    free: { type: "object", additionalProperties: true, title: "Free" },
    anything: { title: "Anything", default: null },
    scalar: {
      anyOf: [
        { type: "string" },
        { type: "integer" },
        { type: "number" },
        { type: "boolean" },
        { type: "null" },
      ],
      default: null,
      title: "Scalar",
    },
    shape: { anyOf: [{ $ref: "#/$defs/Point" }, { $ref: "#/$defs/Circle" }], title: "Shape" },
    tree: { $ref: "#/$defs/Tree", title: "Tree" },
    json: { type: "object", widget: "codeeditor-json", title: "JSON", default: { a: [1, 2] } },
    file: { type: "string", format: "file-path", title: "File", from_upstream: "always" },
    files: { type: "array", items: { type: "string" }, title: "Files", from_upstream: "always" },
    output_args: {
      type: "array",
      items: { $ref: "#/$defs/OutputModifierModel" },
      title: "Outputs",
      default: [],
    },
  },
  $defs: {
    Condition: {
      type: "object",
      title: "Condition",
      required: ["column"],
      properties: {
        column: { type: "string", title: "Column" },
        operator: {
          enum: ["equals", "less than", "more than", "is missing"],
          type: "string",
          title: "Operator",
        },
        value: {
          anyOf: [{ type: "string" }, { type: "integer" }, { type: "null" }],
          default: null,
          title: "Value",
        },
        nested: { type: "array", items: { $ref: "#/$defs/Point" }, title: "Nested" },
      },
    },
    Point: {
      type: "object",
      title: "Point",
      required: ["x", "y"],
      properties: { x: { type: "number", title: "X" }, y: { type: "number", title: "Y" } },
    },
    Circle: {
      type: "object",
      title: "Circle",
      required: ["center", "radius"],
      properties: {
        center: { $ref: "#/$defs/Point", title: "Center" },
        radius: { type: "number", title: "Radius" },
      },
    },
    Tree: {
      type: "object",
      title: "Tree",
      properties: {
        label: { type: "string", title: "Label" },
        left: { anyOf: [{ $ref: "#/$defs/Tree" }, { type: "null" }], default: null, title: "Left" },
        children: { type: "array", items: { $ref: "#/$defs/Tree" }, title: "Children", default: [] },
      },
    },
    OutputModifierModel: {
      type: "object",
      title: "OutputModifierModel",
      required: ["name"],
      properties: {
        name: { type: "string", title: "Name", from_upstream: "never" },
        type: { enum: ["string", "integer", "float", "boolean", "array"], type: "string", title: "Type" },
        description: { type: "string", title: "Description", default: "" },
      },
    },
  },
};

/** A Piece with given schemas and nothing else of note. */
export function pieceOf(name: string, input_schema: JsonSchema, output_schema: JsonSchema = {}): Piece {
  return {
    id: 1,
    name,
    label: name.replace(/Piece$/, ""),
    description: `What ${name} does.`,
    repository: "starter",
    repository_id: 1,
    repository_label: "Starter Pieces",
    version: "1.0.0",
    group: "group0",
    input_schema,
    output_schema,
    secrets_schema: null,
    source_url: null,
    resources: {},
    style: {},
    tags: [],
  };
}
