import { typeOf } from "../../model/fields";
import { referenceTo } from "./catalogue";
import { outputsAreOpen, outputsOf } from "./compatibility";
import { referencesIn } from "./inputs";
import { asSchema, propertiesOf, requiredOf, titleOf } from "./schemas";
import type { Content, EditorNode, Piece } from "./types";

/** What becomes of a node's settings when it changes over to another version of its Piece; titles of fields. */
export interface VersionPlan {
  /** Inputs that are set and stay as they are. */
  kept: string[];
  /** Inputs that are set and the other version doesn't have: they go. */
  dropped: string[];
  /** Inputs that are set and stay, though the other version takes another type. */
  retyped: { title: string; from: string; to: string }[];
  /** Inputs that the other version needs and nobody has set. */
  missing: string[];
  /** Further inputs that only the other version has. */
  added: string[];
  /** Nodes that take an output which the other version doesn't return. */
  cutOff: { node: string; output: string }[];
}

/** Tell what `switchVersion` would do. `from` is undefined where the version in use isn't installed. */
export function planVersion(
  content: Content,
  node: EditorNode,
  from: Piece | undefined,
  to: Piece,
): VersionPlan {
  const before = propertiesOf(from?.input_schema ?? {});
  const after = propertiesOf(to.input_schema);
  const set = Object.keys(node.inputs);
  const stays = set.filter((name) => Object.hasOwn(after, name));
  const retyped = stays.flatMap((name) => {
    if (!from || !Object.hasOwn(before, name)) return [];
    const was = typeOf(asSchema(before[name]), from.input_schema);
    const is = typeOf(asSchema(after[name]), to.input_schema);
    return was === is ? [] : [{ title: titleOf(after[name], name), from: was, to: is }];
  });
  const required = requiredOf(to.input_schema);
  const isUnset = (name: string) => !Object.hasOwn(node.inputs, name);
  const missing = [...required].filter((name) => isUnset(name) && Object.hasOwn(after, name));
  const isNew = (name: string) => from !== undefined && !Object.hasOwn(before, name);
  return {
    kept: stays.map((name) => titleOf(after[name], name)),
    dropped: set.filter((name) => !Object.hasOwn(after, name)).map((name) => titleOf(before[name], name)),
    retyped,
    missing: missing.map((name) => titleOf(after[name], name)),
    added: Object.keys(after)
      .filter((name) => isNew(name) && isUnset(name) && !required.has(name))
      .map((name) => titleOf(after[name], name)),
    cutOff: cutOff(content, node, from, to),
  };
}

function cutOff(content: Content, node: EditorNode, from: Piece | undefined, to: Piece) {
  if (outputsAreOpen(node, to)) return [];
  const outputs = new Set(outputsOf(node, to).map(({ name }) => name));
  const titles = new Map((from ? outputsOf(node, from) : []).map(({ name, title }) => [name, title]));
  const found = new Map<string, { node: string; output: string }>();
  for (const other of content.document.nodes) {
    for (const { node: source, output } of referencesIn(other.inputs)) {
      if (source !== node.id || outputs.has(output)) continue;
      found.set(`${other.id} ${output}`, { node: other.name, output: titles.get(output) ?? output });
    }
  }
  return [...found.values()];
}

/** Nothing to look at: all that is set stays, and nothing is asked for. */
export function isSmooth({ dropped, retyped, missing, cutOff }: VersionPlan): boolean {
  return dropped.length + retyped.length + missing.length + cutOff.length === 0;
}

/** Lets nodes run another version of their Piece; what it doesn't take goes from their inputs. */
export function switchVersion(draft: Content, changes: readonly { id: string; to: Piece }[]): void {
  for (const { id, to } of changes) {
    const node = draft.document.nodes.find((one) => one.id === id);
    if (!node) continue;
    const taken = propertiesOf(to.input_schema);
    for (const name of Object.keys(node.inputs)) {
      if (!Object.hasOwn(taken, name)) delete node.inputs[name];
    }
    node.piece = referenceTo(to);
  }
}

/** The nodes that run the same version of the same repository, each with its Piece in the other version, if any. */
export function alike(
  content: Content,
  node: EditorNode,
  version: string,
  pieces: readonly Piece[],
): { id: string; to: Piece }[] {
  const { repository, version: now } = node.piece;
  return content.document.nodes.flatMap(({ id, piece }) => {
    if (piece.repository !== repository || piece.version !== now) return [];
    const to = pieces.find(
      (one) => one.repository === repository && one.version === version && one.name === piece.name,
    );
    return to ? [{ id, to }] : [];
  });
}
