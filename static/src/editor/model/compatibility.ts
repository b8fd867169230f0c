import { t } from "../../app/i18n";
import { judge } from "./fit";
import { inputFieldsOf, itemsOf, literalOf } from "./inputs";
import {
  ANYTHING,
  alternatives,
  asSchema,
  isRecord,
  type JsonSchema,
  propertiesOf,
  requiredOf,
  titleOf,
} from "./schemas";
import type { EditorNode, NodeInput, Piece } from "./types";
import type { Fit } from "./verdicts";

export type { JsonSchema } from "./schemas";
export type { Fit } from "./verdicts";

const judgements = new WeakMap<JsonSchema, WeakMap<JsonSchema, Fit>>();

/**
 * Judges whether an output fits an input as pydantic does when the Piece reads it: leniently.
 *
 * The roots hold what references in the schemas refer to. Judged once per pair of schema objects.
 */
export function compatible(
  output: JsonSchema,
  outputRoot: JsonSchema,
  input: JsonSchema,
  inputRoot: JsonSchema,
): Fit {
  let row = judgements.get(output);
  if (!row) {
    row = new WeakMap();
    judgements.set(output, row);
  }
  let fit = row.get(input);
  if (!fit) {
    fit = judge()({ schema: output, root: outputRoot }, { schema: input, root: inputRoot });
    row.set(input, fit);
  }
  return fit;
}

export interface Output {
  name: string;
  title: string;
  schema: JsonSchema;
  /** What references in the schema refer to. */
  root: JsonSchema;
}

interface Outputs {
  piece: Piece;
  outputs: Output[];
  open: boolean;
}

const outputsByNode = new WeakMap<EditorNode, Outputs>();

/** What a node gives: the outputs its Piece declares and those its own inputs define. */
export function outputsOf(node: EditorNode, piece: Piece): Output[] {
  return known(node, piece).outputs;
}

/** Whether a node may give outputs that nobody can know before it runs. */
export function outputsAreOpen(node: EditorNode, piece: Piece): boolean {
  return known(node, piece).open;
}

function known(node: EditorNode, piece: Piece): Outputs {
  const before = outputsByNode.get(node);
  if (before?.piece === piece) return before;
  const found = findOutputs(node, piece);
  outputsByNode.set(node, found);
  return found;
}

function findOutputs(node: EditorNode, piece: Piece): Outputs {
  const root = piece.output_schema;
  const outputs = new Map<string, Output>();
  for (const [name, schema] of Object.entries(propertiesOf(root))) {
    outputs.set(name, { name, title: titleOf(schema, name), schema: asSchema(schema), root });
  }
  const defining = Object.entries(propertiesOf(piece.input_schema)).filter(([, schema]) =>
    definesOutputs(schema, piece.input_schema),
  );
  let open = defining.length === 0 && Boolean(root["additionalProperties"]);
  for (const [input, schema] of defining) {
    const definitions = definitionsIn(
      Object.hasOwn(node.inputs, input) ? node.inputs[input] : undefined,
      schema,
    );
    for (const { name, type } of definitions ?? []) {
      if (name === null) open = true;
      else if (!outputs.has(name)) outputs.set(name, { name, title: name, schema: schemaOfType(type), root });
    }
    open ||= definitions === null;
  }
  return { piece, outputs: [...outputs.values()], open };
}

const MODIFIER = "OutputModifierModel";

/** Whether an input is the list of outputs that the user defines. */
export function definesOutputs(schema: unknown, root: JsonSchema): boolean {
  return alternatives(schema, root).some((branch) => {
    const items = branch["type"] === "array" ? branch["items"] : undefined;
    if (!isRecord(items)) return false;
    const named = typeof items["$ref"] === "string" && items["$ref"].endsWith(`/${MODIFIER}`);
    return named || alternatives(items, root).some((one) => one["title"] === MODIFIER);
  });
}

interface Definition {
  /** Null if it is known only when the workflow runs. */
  name: string | null;
  type: unknown;
}

/** The outputs defined by an input, or by its default where it isn't set; null if all are unknown. */
function definitionsIn(input: NodeInput | undefined, schema: unknown): Definition[] | null {
  if (!input) {
    const standard = asSchema(schema)["default"];
    return definitionsIn({ kind: "value", value: Array.isArray(standard) ? standard : [] }, schema);
  }
  const items = itemsOf(input);
  if (!items) return literalOf(input) ? [] : null;
  return items.flatMap((item): Definition[] => {
    const fields = inputFieldsOf(item);
    if (!fields) return literalOf(item) ? [] : [{ name: null, type: undefined }];
    const name = fieldValue(fields, "name");
    if (typeof name === "string" && name !== "") return [{ name, type: fieldValue(fields, "type") }];
    return literalOf(item) ? [] : [{ name: null, type: undefined }];
  });
}

function fieldValue(fields: Readonly<Record<string, NodeInput>>, name: string): unknown {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return field && literalOf(field)?.value;
}

/** One object for each type, so that judgements on it are kept. */
const TYPES: Readonly<Record<string, JsonSchema>> = {
  string: { type: "string" },
  integer: { type: "integer" },
  float: { type: "number" },
  number: { type: "number" },
  boolean: { type: "boolean" },
  array: { type: "array" },
  object: { type: "object" },
};

/** The schema of an output the user defined; without a type, it is a text, as in the Piece's model. */
function schemaOfType(type: unknown): JsonSchema {
  const name = type === undefined ? "string" : String(type);
  return (Object.hasOwn(TYPES, name) ? TYPES[name] : undefined) ?? ANYTHING;
}

export interface AcceptingInput {
  name: string;
  title: string;
  schema: JsonSchema;
  required: boolean;
  fit: Fit;
}

/** All inputs of a Piece with whether and how they take an output; the best come first. */
export function acceptingInputs(output: JsonSchema, outputRoot: JsonSchema, piece: Piece): AcceptingInput[] {
  const root = piece.input_schema;
  const required = requiredOf(root);
  const inputs = Object.entries(propertiesOf(root)).map(([name, part]): AcceptingInput => {
    const schema = asSchema(part);
    const fit: Fit =
      schema["from_upstream"] === "never"
        ? { ok: false, reason: t("editor.model.fit.never") }
        : compatible(output, outputRoot, schema, root);
    return { name, title: titleOf(schema, name), schema, required: required.has(name), fit };
  });
  return inputs.sort((one, other) => rank(one) - rank(other));
}

function rank({ fit, schema, required }: AcceptingInput): number {
  if (!fit.ok) return 100;
  const wish = schema["from_upstream"] === "always" ? 0 : required ? 1 : 2;
  return (fit.coercion ? 10 : 0) + wish;
}
