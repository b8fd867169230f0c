import { type Clip, clipFrom, clipOf, MAX_NODES, refusal } from "./clip";
import { connectable, plain, takenIds, takenNames, whole } from "./commands";
import { idFromPiece, NODE_ID, uniqueId, uniqueName } from "./identifiers";
import { referencesIn, remappedAll } from "./inputs";
import type { Content, EditorNode, Point } from "./types";

// biome-ignore lint/performance/noBarrelFile: who pastes has to know the error, and finds it here.
export { ClipboardError } from "./clip";

/** How far beside the original a copy is put when no place is given. */
const ASIDE = 40;

/** Nodes and notes as JSON text, with the edges among them and the groups that are whole. */
export function copyText(content: Content, ids: Iterable<string>): string {
  return JSON.stringify(clipOf(content, new Set(ids)), null, 2);
}

/**
 * Adds what a copied text holds, its top left corner at `at`, and returns the ids of what was added.
 *
 * What the copies take from each other is taken from the copies; what they take from elsewhere stays as it is.
 * Throws a `ClipboardError` that says in words what is wrong with the text, and then changes nothing.
 */
export function pasteText(draft: Content, text: string, at: Point | null): string[] {
  return [...paste(draft, clipFrom(text), at).values()];
}

/**
 * Adds a copy of nodes and notes beside them and returns the ids of the copy.
 *
 * The copies run after the same nodes as the originals, so that what they take from upstream still comes.
 */
export function duplicate(draft: Content, ids: Iterable<string>): string[] {
  const content = whole(draft);
  const clip = clipOf(content, new Set(ids));
  const newIds = paste(draft, clip, null);
  const inside = new Set(clip.nodes.map(({ id }) => id));
  for (const { upstream, downstream } of content.document.edges) {
    const copy = newIds.get(downstream);
    if (copy === undefined || !inside.has(downstream) || inside.has(upstream)) continue;
    if (connectable(draft, upstream, copy).ok) draft.document.edges.push({ upstream, downstream: copy });
  }
  return [...newIds.values()];
}

/** Returns the new id of each node and note by its id in the clip. */
function paste(draft: Content, clip: Clip, at: Point | null): Map<string, string> {
  const { document, layout } = draft;
  const count = plain(document.nodes).length + clip.nodes.length;
  if (count > MAX_NODES) throw refusal("tooMany", { limit: MAX_NODES, count });

  const taken = takenIds(draft);
  const added = newNodeIds(clip, taken);
  const newId = (id: string) => added.get(id) ?? id;
  const move = mover(clip, at);
  document.nodes.push(...copies(clip, newId, takenNames(draft)));
  for (const [id, place] of Object.entries(clip.layout)) layout.nodes[newId(id)] = move(place);
  for (const { upstream, downstream } of clip.edges) {
    document.edges.push({ upstream: newId(upstream), downstream: newId(downstream) });
  }
  for (const group of clip.groups) {
    const id = claimed(fitting(group.id, "group"), taken);
    layout.groups.push({ ...group, id, nodes: group.nodes.map(newId) });
  }
  for (const note of clip.notes) {
    const id = claimed(fitting(note.id, "note"), taken);
    added.set(note.id, id);
    layout.notes.push({ ...note, ...move(note), id });
  }
  return added;
}

function newNodeIds({ nodes }: Clip, taken: Set<string>): Map<string, string> {
  const inside = new Set(nodes.map(({ id }) => id));
  for (const { node } of nodes.flatMap(({ inputs }) => referencesIn(inputs))) {
    // An id that the copies refer to outside of themselves must not become the id of one of them.
    if (!inside.has(node)) taken.add(node);
  }
  return new Map(nodes.map(({ id, piece }) => [id, claimed(fitting(id, idFromPiece(piece.name)), taken)]));
}

function copies({ nodes }: Clip, newId: (id: string) => string, names: Set<string>): EditorNode[] {
  return nodes.map((node) => {
    const name = uniqueName(node.name, names);
    names.add(name);
    return { ...node, id: newId(node.id), name, inputs: remappedAll(node.inputs, newId) };
  });
}

function fitting(id: string, otherwise: string): string {
  return NODE_ID.test(id) ? id : otherwise;
}

function claimed(wish: string, taken: Set<string>): string {
  const id = uniqueId(wish, taken);
  taken.add(id);
  return id;
}

/** Moves the whole clip to `at`, or a little aside. */
function mover(clip: Clip, at: Point | null): (point: Point) => Point {
  const points: Point[] = [...Object.values(clip.layout), ...clip.notes];
  if (!at || points.length === 0) return ({ x, y }) => ({ x: x + ASIDE, y: y + ASIDE });
  const left = points.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY);
  const top = points.reduce((least, { y }) => Math.min(least, y), Number.POSITIVE_INFINITY);
  return ({ x, y }) => ({ x: x - left + at.x, y: y - top + at.y });
}
