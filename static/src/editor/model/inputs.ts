import type { NodeInput } from "./types";

/** Where a part of a node's inputs is: the input's name, then keys and indexes into it. */
export type InputPath = readonly (string | number)[];

/** The value of an input that takes nothing from upstream, else null. */
export function literalOf(input: NodeInput): { value: unknown } | null {
  switch (input.kind) {
    case "value":
      return { value: input.value };
    case "upstream":
      return null;
    case "list": {
      const parts = input.items.map(literalOf);
      return parts.every((part) => part !== null) ? { value: parts.map(({ value }) => value) } : null;
    }
    default: {
      const parts = Object.entries(input.fields).map(([name, field]) => [name, literalOf(field)] as const);
      if (parts.some(([, part]) => part === null)) return null;
      return { value: Object.fromEntries(parts.map(([name, part]) => [name, part?.value])) };
    }
  }
}

/** The items of a list, however it is written; null if the input is no list. */
export function itemsOf(input: NodeInput): readonly NodeInput[] | null {
  if (input.kind === "list") return input.items;
  if (input.kind !== "value" || !Array.isArray(input.value)) return null;
  return input.value.map((value: unknown) => ({ kind: "value", value }));
}

/** The fields of an object, however it is written; null if the input is no object. */
export function inputFieldsOf(input: NodeInput): Readonly<Record<string, NodeInput>> | null {
  if (input.kind === "object") return input.fields;
  if (input.kind !== "value" || !isRecord(input.value)) return null;
  const fields = Object.entries(input.value);
  return Object.fromEntries(fields.map(([name, value]) => [name, { kind: "value", value }]));
}

/** The part of the inputs at a path, also within a value; undefined if there is none. */
export function inputAt(inputs: Readonly<Record<string, NodeInput>>, path: InputPath): NodeInput | undefined {
  const [name, ...rest] = path;
  let found = name === undefined ? undefined : own(inputs, String(name));
  for (const part of rest) {
    if (!found) return undefined;
    if (typeof part === "number") found = itemsOf(found)?.[part];
    else found = own(inputFieldsOf(found) ?? {}, part);
  }
  return found;
}

/** The input with another part at the path; what is on the way is made where it is missing. */
export function withPart(
  input: NodeInput | undefined,
  path: InputPath,
  part: NodeInput | undefined,
): NodeInput | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return part;
  return simplified(
    typeof key === "number" ? withItem(input, key, rest, part) : withField(input, key, rest, part),
  );
}

function withItem(
  input: NodeInput | undefined,
  index: number,
  rest: InputPath,
  part: NodeInput | undefined,
): NodeInput {
  const items = [...((input && itemsOf(input)) ?? [])];
  const item = withPart(items[index], rest, part);
  if (item === undefined) items.splice(index, 1);
  else {
    while (items.length < index) items.push({ kind: "value", value: null });
    items[index] = item;
  }
  return { kind: "list", items };
}

function withField(
  input: NodeInput | undefined,
  name: string,
  rest: InputPath,
  part: NodeInput | undefined,
): NodeInput {
  const fields = { ...(input && inputFieldsOf(input)) };
  const field = withPart(own(fields, name), rest, part);
  if (field === undefined) delete fields[name];
  else fields[name] = field;
  return { kind: "object", fields };
}

/** A list or object that takes nothing from upstream, written as the value it is. */
export function simplified(input: NodeInput): NodeInput {
  const literal = input.kind === "list" || input.kind === "object" ? literalOf(input) : null;
  return literal ? { kind: "value", value: literal.value } : input;
}

export interface Reference {
  path: InputPath;
  node: string;
  output: string;
  /** Keys and indexes into the output. */
  within: InputPath;
}

/** Everything that inputs take from upstream, in order. */
export function referencesIn(inputs: Readonly<Record<string, NodeInput>>): Reference[] {
  const found: Reference[] = [];
  for (const [name, input] of Object.entries(inputs)) collect(input, [name], found);
  return found;
}

function collect(input: NodeInput, path: InputPath, found: Reference[]): void {
  if (input.kind === "upstream") {
    found.push({ path, node: input.node, output: input.output, within: input.path });
  } else if (input.kind === "list") {
    for (const [index, item] of input.items.entries()) collect(item, [...path, index], found);
  } else if (input.kind === "object") {
    for (const [name, field] of Object.entries(input.fields)) collect(field, [...path, name], found);
  }
}

/** The same input taking its values from other nodes; values stay as they are, whatever they look like. */
export function remapped(input: NodeInput, newId: (node: string) => string): NodeInput {
  switch (input.kind) {
    case "upstream":
      return { ...input, node: newId(input.node) };
    case "list":
      return { kind: "list", items: input.items.map((item) => remapped(item, newId)) };
    case "object":
      return { kind: "object", fields: remappedAll(input.fields, newId) };
    default:
      return input;
  }
}

export function remappedAll(
  inputs: Readonly<Record<string, NodeInput>>,
  newId: (node: string) => string,
): Record<string, NodeInput> {
  return Object.fromEntries(Object.entries(inputs).map(([name, one]) => [name, remapped(one, newId)]));
}

/** A path as the server writes it in problems: `conditions[0].column`. */
export function pathText(path: InputPath): string {
  return path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join("");
}

function own<T>(fields: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
