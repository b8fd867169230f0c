import { typeOf } from "../../../model/fields";
import type { PieceCatalogue } from "../../model/catalogue";
import { compatible, type Fit, outputsOf } from "../../model/compatibility";
import { ancestors, topologicalOrder, wouldCycle } from "../../model/graph";
import type { EditorDocument, EditorNode } from "../../model/types";
import { isRecord, type JsonSchema, resolved } from "../schema";

/** One output, or a named part of one, that an input may take. */
export interface OutputChoice {
  node: string;
  output: string;
  path: (string | number)[];
  title: string;
  /** Its type in words. */
  type: string;
  fit: Fit;
}

export interface NodeChoices {
  node: string;
  name: string;
  /** Whether it comes before this node already; choosing an output of another one connects it. */
  connected: boolean;
  choices: OutputChoice[];
}

/** Everything an input could take, the nearest nodes first, those that aren't connected yet last. */
export function choicesFor(
  document: EditorDocument,
  id: string,
  pieces: PieceCatalogue,
  schema: JsonSchema,
  root: JsonSchema,
): NodeChoices[] {
  const before = ancestors(document, id);
  const byId = new Map(document.nodes.map((node) => [node.id, node]));
  const order = [...topologicalOrder(document)].reverse().flatMap((one) => byId.get(one) ?? []);
  const connected = order.filter((node) => before.has(node.id));
  const others = order.filter((node) => !before.has(node.id) && !wouldCycle(document, node.id, id));
  return [...connected, ...others].map((node) => ({
    node: node.id,
    name: node.name,
    connected: before.has(node.id),
    choices: outputChoices(node, pieces, schema, root),
  }));
}

function outputChoices(
  node: EditorNode,
  pieces: PieceCatalogue,
  input: JsonSchema,
  inputRoot: JsonSchema,
): OutputChoice[] {
  const piece = pieces.find(node.piece);
  if (!piece) return [];
  return outputsOf(node, piece).flatMap(({ name, title, schema, root }) => {
    const choice = (part: JsonSchema, path: (string | number)[], words: string): OutputChoice => ({
      node: node.id,
      output: name,
      path,
      title: words,
      type: typeOf(part, root),
      fit: compatible(part, root, input, inputRoot),
    });
    const { properties } = resolved(schema, root);
    const parts = isRecord(properties) ? Object.entries(properties) : [];
    return [
      choice(schema, [], title),
      ...parts.flatMap(([key, part]) => (isRecord(part) ? [choice(part, [key], `${title} › ${key}`)] : [])),
    ];
  });
}

/** The schema of a part of an output, as far as it is known. */
export function schemaAt(
  schema: JsonSchema,
  root: JsonSchema,
  path: readonly (string | number)[],
): JsonSchema {
  let found = schema;
  for (const step of path) {
    const inner = part(onlyMember(resolved(found, root), root), step);
    if (!isRecord(inner)) return {};
    found = inner;
  }
  return found;
}

/** What is left of an optional schema without its null. */
function onlyMember(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const members = Array.isArray(schema["anyOf"]) ? schema["anyOf"].filter(isRecord) : [];
  const others = members.filter((member) => member["type"] !== "null");
  const [only] = others;
  return others.length === 1 && only ? resolved(only, root) : schema;
}

function part(schema: JsonSchema, step: string | number): unknown {
  const { properties, additionalProperties, items, prefixItems } = schema;
  if (typeof step === "number") {
    return (Array.isArray(prefixItems) ? prefixItems[step] : undefined) ?? items;
  }
  return (isRecord(properties) ? properties[step] : undefined) ?? additionalProperties;
}

/** Whether there is anything inside of a value of this schema. */
export function hasParts(schema: JsonSchema, root: JsonSchema): boolean {
  const whole = onlyMember(resolved(schema, root), root);
  const type = whole["type"];
  return type === undefined ? !("enum" in whole) : type === "array" || type === "object";
}

const STEP = /\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|(?:^|\.)([^.[\]]+)/y;

/** The keys and indexes of `rows[0].name`; null if it isn't written like that. */
export function readPath(text: string): (string | number)[] | null {
  const path: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < text.length) {
    const match = STEP.exec(text);
    if (!match) return null;
    const [, index, quoted, name] = match;
    if (index !== undefined) path.push(Number(index));
    else if (quoted !== undefined) path.push(unquoted(quoted));
    else path.push(name ?? "");
  }
  return path;
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}

/** A path as `readPath` reads it. */
export function writtenPath(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[^.[\]]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}
