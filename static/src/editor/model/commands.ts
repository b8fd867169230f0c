import { current, isDraft } from "immer";
import { t } from "../../app/i18n";
import { referenceTo } from "./catalogue";
import { DEFAULT_OPTIONS, NOTE_SIZE } from "./completed";
import { ancestors, wouldCycle } from "./graph";
import { cleanName, idFromPiece, uniqueId, uniqueName } from "./identifiers";
import { type InputPath, inputAt, referencesIn, withPart } from "./inputs";
import type { Content, EditorDocument, EditorNode, Group, NodeInput, Note, Piece, Point } from "./types";

/** Recipes for `change`: each changes the draft it is given and keeps the document whole. */

export type Edge = EditorDocument["edges"][number];
export type Verdict = { ok: true } | { ok: false; reason: string };

const OK: Verdict = { ok: true };

export interface NodeOptions {
  /** The name wished for; by default the Piece's label. */
  name?: string;
  inputs?: Record<string, NodeInput>;
  /** Connects the new node to run after this one. */
  after?: string;
}

/** Adds a Piece and returns the id of its node. Inputs with a default stay unset, so that the default holds. */
export function addNode(draft: Content, piece: Piece, at: Point, options: NodeOptions = {}): string {
  const id = uniqueId(idFromPiece(piece.name), takenIds(draft));
  draft.document.nodes.push({
    id,
    name: uniqueName(options.name ?? (piece.label || piece.name), takenNames(draft)),
    piece: referenceTo(piece),
    inputs: options.inputs ?? {},
    ...DEFAULT_OPTIONS,
  });
  draft.layout.nodes[id] = { x: at.x, y: at.y };
  if (options.after !== undefined) connect(draft, options.after, id);
  return id;
}

/** Adds a Piece between two connected nodes and returns the id of its node. */
export function insertOnEdge(draft: Content, edge: Edge, piece: Piece, at: Point): string {
  const id = addNode(draft, piece, at);
  threadNode(draft, edge, id);
  return id;
}

/** Puts a node that is there already between two connected ones. */
export function threadNode(draft: Content, { upstream, downstream }: Edge, id: string): Verdict {
  const first = connectable(draft, upstream, id);
  if (!first.ok) return first;
  const second = connectable(draft, id, downstream);
  if (!second.ok) return second;
  disconnect(draft, upstream, downstream);
  connect(draft, upstream, id);
  return connect(draft, id, downstream);
}

/**
 * Removes nodes with their edges, notes, and the frames of groups (not what is in them).
 *
 * What others take from a removed node stays written there: validation tells of it, nothing is dropped silently.
 */
export function removeItems(draft: Content, ids: Iterable<string>): void {
  const gone = new Set(ids);
  const { document, layout } = draft;
  const nodes = plain(document.nodes);
  const removed = nodes.filter(({ id }) => gone.has(id)).map(({ id }) => id);
  if (removed.length > 0) {
    document.nodes = nodes.filter(({ id }) => !gone.has(id));
    const edges = plain(document.edges);
    const left = edges.filter((edge) => !gone.has(edge.upstream) && !gone.has(edge.downstream));
    if (left.length < edges.length) document.edges = left;
    for (const id of removed) delete layout.nodes[id];
    leaveGroups(draft, new Set(removed));
  }
  const notes = plain(layout.notes);
  if (notes.some(({ id }) => gone.has(id))) layout.notes = notes.filter(({ id }) => !gone.has(id));
  const groups = plain(layout.groups);
  if (groups.some(({ id }) => gone.has(id))) layout.groups = groups.filter(({ id }) => !gone.has(id));
}

/** Whether a node may be connected to run after another, or why not. */
export function connectable({ document }: Content, upstream: string, downstream: string): Verdict {
  const nodes = plain(document.nodes);
  const up = nodes.find(({ id }) => id === upstream);
  const down = nodes.find(({ id }) => id === downstream);
  if (!up || !down) return { ok: false, reason: t("editor.model.gone") };
  if (up === down) return { ok: false, reason: t("editor.model.itself") };
  if (wouldCycle({ edges: plain(document.edges) }, upstream, downstream)) {
    return { ok: false, reason: t("editor.model.cycle", { up: up.name, down: down.name }) };
  }
  return OK;
}

/** Lets `downstream` start after `upstream`; refuses what would close a circle. */
export function connect(draft: Content, upstream: string, downstream: string): Verdict {
  const verdict = connectable(draft, upstream, downstream);
  if (!verdict.ok) return verdict;
  const { document } = draft;
  const there = plain(document.edges).some(
    (edge) => edge.upstream === upstream && edge.downstream === downstream,
  );
  if (!there) document.edges.push({ upstream, downstream });
  return OK;
}

/** Removes an edge; what is taken from upstream over it stays, and is reported if no other way is left. */
export function disconnect({ document }: Content, upstream: string, downstream: string): void {
  const edges = plain(document.edges);
  const left = edges.filter((edge) => edge.upstream !== upstream || edge.downstream !== downstream);
  if (left.length < edges.length) document.edges = left;
}

/** Takes an input from an output of another node, which is connected to run before unless it does already. */
export function takeFrom(
  draft: Content,
  id: string,
  path: InputPath,
  source: { node: string; output: string; path?: (string | number)[] },
): Verdict {
  const before = ancestors({ edges: plain(draft.document.edges) }, id).has(source.node);
  const verdict = before ? OK : connect(draft, source.node, id);
  if (!verdict.ok) return verdict;
  setInput(draft, id, path, {
    kind: "upstream",
    node: source.node,
    output: source.output,
    path: source.path ?? [],
  });
  return OK;
}

/** Puts nodes and notes at places; ids that are neither are left out. */
export function moveNodes(draft: Content, places: Readonly<Record<string, Point>>): void {
  const { document, layout } = draft;
  const nodes = new Set(plain(document.nodes).map(({ id }) => id));
  const notes = new Map(plain(layout.notes).map(({ id }, index) => [id, index]));
  for (const [id, { x, y }] of Object.entries(places)) {
    const note = layout.notes[notes.get(id) ?? -1];
    if (note) Object.assign(note, { x, y });
    else if (nodes.has(id)) place(layout.nodes, id, { x, y });
  }
}

/** Gives a node another name, made unique and fit for one line; an empty one changes nothing. Returns its name. */
export function renameNode(draft: Content, id: string, name: string): string {
  const node = nodeIn(draft, id);
  if (!node) return "";
  if (cleanName(name) !== "") node.name = uniqueName(name, takenNames(draft, id));
  return node.name;
}

/**
 * Puts an input, or a part of one, in place; `undefined` removes it, so that the Piece's default holds again.
 *
 * Lists and objects on the way are made where they are missing, and written as plain values as long as nothing in
 * them is taken from upstream.
 */
export function setInput(draft: Content, id: string, path: InputPath, input: NodeInput | undefined): void {
  const node = nodeIn(draft, id);
  const [name, ...rest] = path;
  if (!node || name === undefined) return;
  const inputs = plain(node.inputs);
  if (input === undefined && inputAt(inputs, path) === undefined) return;
  const key = String(name);
  const next = withPart(Object.hasOwn(inputs, key) ? inputs[key] : undefined, rest, input);
  if (next === undefined) delete node.inputs[key];
  else node.inputs[key] = next;
}

export type NodeOption = keyof typeof DEFAULT_OPTIONS;

export function setOption<K extends NodeOption>(
  draft: Content,
  id: string,
  option: K,
  value: EditorNode[K],
): void {
  const node = nodeIn(draft, id);
  if (node) node[option] = value;
}

/** Makes a node another Piece, such as the same one of a later version; its inputs stay. */
export function setPiece(draft: Content, id: string, piece: Piece): void {
  const node = nodeIn(draft, id);
  if (node) Object.assign(node.piece, referenceTo(piece));
}

/** Changes a setting of the whole workflow. */
export function setSetting<K extends Exclude<keyof EditorDocument, "schema_version" | "nodes" | "edges">>(
  draft: Content,
  setting: K,
  value: EditorDocument[K],
): void {
  draft.document[setting] = value;
}

export function setOrientation(draft: Content, orientation: Content["layout"]["orientation"]): void {
  draft.layout.orientation = orientation;
}

/** Adds a note and returns its id. */
export function addNote(draft: Content, at: Point, note: Partial<Omit<Note, "id" | "x" | "y">> = {}): string {
  const id = uniqueId("note", takenIds(draft));
  draft.layout.notes.push({ text: "", ...NOTE_SIZE, color: "yellow", ...note, id, x: at.x, y: at.y });
  return id;
}

export function setNote(draft: Content, id: string, changes: Partial<Omit<Note, "id">>): void {
  const note = draft.layout.notes[plain(draft.layout.notes).findIndex((one) => one.id === id)];
  if (note) Object.assign(note, changes);
}

/** Draws nodes together and returns the group's id, or null without nodes. They leave the groups they were in. */
export function makeGroup(draft: Content, ids: Iterable<string>, title = ""): string | null {
  const wanted = new Set(ids);
  const nodes = plain(draft.document.nodes)
    .map(({ id }) => id)
    .filter((id) => wanted.has(id));
  if (nodes.length === 0) return null;
  const id = uniqueId("group", takenIds(draft));
  leaveGroups(draft, new Set(nodes));
  draft.layout.groups.push({ id, title: title || t("editor.model.group"), nodes, collapsed: false });
  return id;
}

/** Takes the frame away and leaves its nodes. */
export function ungroup(draft: Content, id: string): void {
  const groups = plain(draft.layout.groups);
  const left = groups.filter((group) => group.id !== id);
  if (left.length < groups.length) draft.layout.groups = left;
}

/** Collapses a group into one card, or opens it. */
export function toggleGroup(draft: Content, id: string, collapsed?: boolean): void {
  const group = groupIn(draft, id);
  if (group) group.collapsed = collapsed ?? !group.collapsed;
}

export function renameGroup(draft: Content, id: string, title: string): void {
  const group = groupIn(draft, id);
  if (group) group.title = cleanName(title);
}

/** Moves nodes from whatever groups they are in into this one, or into none. */
export function moveToGroup(draft: Content, ids: Iterable<string>, group: string | null): void {
  const wanted = new Set(ids);
  const nodes = plain(draft.document.nodes)
    .map(({ id }) => id)
    .filter((id) => wanted.has(id));
  const target = group === null ? undefined : groupIn(draft, group);
  if (nodes.length === 0 || (group !== null && !target)) return;
  const already = new Set(target ? plain(target.nodes) : []);
  const joining = nodes.filter((id) => !already.has(id));
  target?.nodes.push(...joining);
  leaveGroups(draft, new Set(joining), group);
}

function leaveGroups(draft: Content, ids: ReadonlySet<string>, except: string | null = null): void {
  const { layout } = draft;
  let emptied = false;
  for (const [index, group] of plain(layout.groups).entries()) {
    const left = group.nodes.filter((id) => !ids.has(id));
    const target = layout.groups[index];
    if (!target || group.id === except || left.length === group.nodes.length) continue;
    target.nodes = left;
    emptied ||= left.length === 0;
  }
  if (emptied) layout.groups = plain(layout.groups).filter(({ nodes }) => nodes.length > 0);
}

/** All ids that a new thing can't have: those in use, and those that inputs refer to though their node is gone. */
export function takenIds({ document, layout }: Content): Set<string> {
  const taken = new Set<string>();
  for (const node of plain(document.nodes)) {
    taken.add(node.id);
    for (const reference of referencesIn(node.inputs)) taken.add(reference.node);
  }
  for (const { id } of plain(layout.notes)) taken.add(id);
  for (const { id } of plain(layout.groups)) taken.add(id);
  return taken;
}

export function takenNames({ document }: Content, except?: string): Set<string> {
  return new Set(
    plain(document.nodes)
      .filter(({ id }) => id !== except)
      .map(({ name }) => name),
  );
}

function nodeIn({ document }: Content, id: string): EditorNode | undefined {
  return document.nodes[plain(document.nodes).findIndex((node) => node.id === id)];
}

function groupIn({ layout }: Content, id: string): Group | undefined {
  return layout.groups[plain(layout.groups).findIndex((group) => group.id === id)];
}

function place(places: Record<string, Point>, id: string, at: Point): void {
  const old = Object.hasOwn(places, id) ? places[id] : undefined;
  if (old) Object.assign(old, at);
  else places[id] = at;
}

/** A draft's content as it is now, to be read. */
export function whole({ document, layout }: Content): Content {
  return { document: plain(document), layout: plain(layout) };
}

/** A draft's part as it is now, to be read quickly; what isn't changed is the original object. */
export function plain<T extends object>(part: T): T {
  return isDraft(part) ? (current as (value: T) => T)(part) : part;
}
