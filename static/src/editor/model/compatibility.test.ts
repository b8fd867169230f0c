import { describe, expect, test } from "vitest";
import cases from "./coercions.cases.json";
import { acceptingInputs, compatible, type JsonSchema, outputsAreOpen, outputsOf } from "./compatibility";
import { DEFAULT_OPTIONS } from "./completed";
import { pieceOf } from "./fixtures";
import type { EditorNode, NodeInput } from "./types";

const ROOT: JsonSchema = { $defs: cases.definitions };
const SCHEMAS = new Map<string, JsonSchema>(Object.entries(cases.schemas));

function told(output: string, input: string): string {
  const fit = compatible(SCHEMAS.get(output) ?? {}, ROOT, SCHEMAS.get(input) ?? {}, ROOT);
  return fit.ok ? (fit.coercion ?? "always") : `no: ${fit.reason}`;
}

/** Python takes True for 1; nobody means that by a choice. */
const KNOWN_TO_DIFFER = new Set(["yes or no -> mixed choice"]);

test.each(Object.entries(cases.accepted))("what is told of %s holds for pydantic", (output, row) => {
  const wrong = Object.entries(row).filter(([input, accepted]) => {
    const words = told(output, input);
    if (KNOWN_TO_DIFFER.has(`${output} -> ${input}`)) return false;
    if (words.startsWith("no:")) return accepted !== "none";
    return words === "always" && accepted !== "all";
  });
  expect(wrong.map(([input, accepted]) => `${input}: ${accepted}, but ${told(output, input)}`)).toEqual([]);
});

test.each([
  ["whole number", "number", "always"],
  ["number", "whole number", "only if the number is whole"],
  ["text", "whole number", "only if the text holds a whole number"],
  ["text", "yes or no", "only if the text is yes or no, true or false, 1 or 0, on or off"],
  ["whole number", "text", "no: gives whole number, but text is needed"],
  ["object", "text", "no: gives object, but text is needed"],
  ["list of text", "text", "no: gives list of text, but text is needed"],
  ["text", "list of text", "no: gives text, but list of text is needed"],
  ["file", "number", "no: gives file, but number is needed"],
  ["text or nothing", "text", "only if it isn't empty"],
  ["text", "text or nothing", "always"],
  ["nothing", "text", "no: it gives nothing, but text is needed"],
  ["number or text", "whole number", "only if the number is whole; only if the text holds a whole number"],
  ["number or text", "text", "only if it gives text"],
  ["whole number", "number or text", "always"],
  ["date", "date-time", "taken at midnight"],
  ["text", "date", "only if the text is a date"],
  ["text", "choice", "only if it is one of sum, mean"],
  ["choice", "other choice", "only if it is one of mean, max"],
  ["one choice", "choice", "always"],
  ["one choice", "other choice", "no: gives one of sum, but one of mean, max is needed"],
  ["choice", "whole number", "no: gives one of sum, mean, but whole number is needed"],
  ["choice of digits", "whole number", "always"],
  ["whole number", "choice of numbers", "only if it is one of 1, 2"],
  ["list of whole numbers", "list of numbers", "always"],
  ["list of text", "list of whole numbers", "each item: only if the text holds a whole number"],
  ["list of points", "list of text", "no: each item: gives object, but text is needed"],
  ["list of text", "list of at least 2", "only if it has at least 2 items"],
  ["list of at most 1", "list of at least 2", "no: has 1 items, but 2 are needed"],
  ["closed", "point", "always"],
  ["point", "closed", "no: has label, which is not taken"],
  ["closed", "tree", "no: has no leaf, which is needed"],
  ["object", "point", "only if it has x"],
  ["point", "object of numbers", "label: only if the text holds a number"],
  ["tree", "tree", "always"],
  ["anything", "text", "its type is known only when it runs"],
  ["object", "anything", "always"],
])("%s into %s: %s", (output, input, words) => {
  expect(told(output, input)).toBe(words);
});

test("a schema that can't be understood takes and gives anything", () => {
  for (const odd of [
    { $ref: "#/$defs/Gone" },
    { $ref: "http://x/y" },
    { allOf: [{}, {}] },
    { type: "tensor" },
  ]) {
    expect(compatible({ type: "object" }, {}, odd, {})).toEqual({ ok: true });
    expect(compatible(odd, {}, { type: "string" }, {}).ok).toBe(true);
  }
  const itself = { $defs: { A: { $ref: "#/$defs/A" } } };
  expect(compatible({ $ref: "#/$defs/A" }, itself, { $ref: "#/$defs/A" }, itself).ok).toBe(true);
});

describe("outputs that the user defines", () => {
  const piece = pieceOf("CustomPythonPiece", {
    input_schema: {
      type: "object",
      properties: {
        output_args: {
          type: "array",
          items: { $ref: "#/$defs/OutputModifierModel" },
          default: [{ name: "length", type: "integer" }],
        },
      },
      $defs: { OutputModifierModel: { title: "OutputModifierModel", type: "object", properties: {} } },
    },
    output_schema: {
      type: "object",
      properties: { log: { type: "string", title: "Log" } },
      additionalProperties: true,
    },
  });
  const node = (input?: NodeInput): EditorNode => ({
    id: "custom",
    name: "Custom",
    piece,
    inputs: input ? { output_args: input } : {},
    ...DEFAULT_OPTIONS,
  });
  const told = (input?: NodeInput) =>
    outputsOf(node(input), piece).map(({ name, schema }) => [name, schema["type"]]);

  test("come from the default as long as the input isn't set", () => {
    expect(told()).toEqual([
      ["log", "string"],
      ["length", "integer"],
    ]);
    expect(outputsAreOpen(node(), piece)).toBe(false);
  });

  test("come from the input's list, whichever way it is written", () => {
    const value = [
      { name: "a", type: "float" },
      { name: "b" },
      { name: 3 },
      "c",
      { name: "log", type: "array" },
    ];
    expect(told({ kind: "value", value })).toEqual([
      ["log", "string"],
      ["a", "number"],
      ["b", "string"],
    ]);
    const items: NodeInput[] = [
      {
        kind: "object",
        fields: {
          name: { kind: "value", value: "x" },
          description: { kind: "upstream", node: "n", output: "o", path: [] },
        },
      },
    ];
    expect(told({ kind: "list", items })).toEqual([
      ["log", "string"],
      ["x", "string"],
    ]);
  });

  test("are open where only the run will tell their names", () => {
    const upstream: NodeInput = { kind: "upstream", node: "n", output: "o", path: [] };
    expect(outputsAreOpen(node(upstream), piece)).toBe(true);
    expect(outputsAreOpen(node({ kind: "list", items: [upstream] }), piece)).toBe(true);
    const named: NodeInput = { kind: "list", items: [{ kind: "object", fields: { name: upstream } }] };
    expect(outputsAreOpen(node(named), piece)).toBe(true);
    expect(outputsAreOpen(node({ kind: "value", value: [] }), piece)).toBe(false);
  });

  test("are the same objects as long as the node is", () => {
    const one = node();
    expect(outputsOf(one, piece)).toBe(outputsOf(one, piece));
  });
});

test("of the inputs that take an output, the best come first, and each other says why not", () => {
  const piece = pieceOf("ChartPiece", {
    input_schema: {
      type: "object",
      properties: {
        title: { type: "string", default: "" },
        width: { type: "integer" },
        kind: { type: "string", from_upstream: "never" },
        name: { type: "string" },
        file_path: { type: "string", from_upstream: "always" },
        data: { type: "array", items: { type: "string" } },
      },
      required: ["width", "name", "data"],
    },
  });
  const found = acceptingInputs({ type: "string" }, {}, piece);
  expect(found.map(({ name }) => name)).toEqual(["file_path", "name", "title", "width", "kind", "data"]);
  expect(found.map(({ fit }) => fit.ok)).toEqual([true, true, true, true, false, false]);
  expect(found[4]?.fit).toEqual({ ok: false, reason: "takes no output: its value is typed in" });
});
