import { inputFieldsOf, itemsOf, simplified } from "../model/inputs";
import type { NodeInput } from "../model/types";

/** Rebuilds the tree of values and references that one input is. */

export type Entry = readonly [string, NodeInput];

export function value(content: unknown): NodeInput & { kind: "value" } {
  return { kind: "value", value: content };
}

/** The items of a list; none where there is no input yet, null if it is something else. */
export function rowsOf(input: NodeInput | undefined): readonly NodeInput[] | null {
  return input ? itemsOf(input) : [];
}

/** The entries of an object in their order; none where there is no input yet, null if it is something else. */
export function entriesOf(input: NodeInput | undefined): readonly Entry[] | null {
  if (!input) return [];
  const fields = inputFieldsOf(input);
  return fields && Object.entries(fields);
}

export function fromRows(items: readonly NodeInput[]): NodeInput {
  return simplified({ kind: "list", items: [...items] });
}

export function fromEntries(entries: readonly Entry[]): NodeInput {
  return simplified({ kind: "object", fields: Object.fromEntries(entries) });
}

/** Entries with one field set, in its place if it is there; undefined takes it out. */
export function withEntry(entries: readonly Entry[], name: string, inner: NodeInput | undefined): Entry[] {
  if (!inner) return entries.filter(([key]) => key !== name);
  if (!entries.some(([key]) => key === name)) return [...entries, [name, inner]];
  return entries.map((entry): Entry => (entry[0] === name ? [name, inner] : entry));
}

/** Items with one moved to another place. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const rest = items.filter((_, index) => index !== from);
  return [...rest.slice(0, to), ...items.slice(from, from + 1), ...rest.slice(to)];
}
