/** The document as React Flow draws it. What didn't change stays the same object, so that it isn't drawn again. */
import type { Edge, Node, NodeHandle } from "@xyflow/react";
import { Position } from "@xyflow/react";
import type { PieceCatalogue } from "../model/catalogue";
import { referencesIn } from "../model/inputs";
import type { Content, EditorNode, Group, Layout, Note, Piece, Point } from "../model/types";
import type { Box } from "./guides";
import { CARD, frameAround } from "./sizes";

export interface CardData extends Record<string, unknown> {
  node: EditorNode;
  piece: Piece | undefined;
  vertical: boolean;
}
export interface NoteData extends Record<string, unknown> {
  note: Note;
}
export interface GroupData extends Record<string, unknown> {
  group: Group;
  vertical: boolean;
}
export interface EdgeData extends Record<string, unknown> {
  /** The document's edges that this line stands for: several if it ends at a collapsed group. */
  edges: { upstream: string; downstream: string }[];
  /** Nothing flows along it: it only sets the order. */
  orderOnly: boolean;
}
export type CardNode = Node<CardData, "piece">;
export type NoteNode = Node<NoteData, "note">;
export type GroupNode = Node<GroupData, "cluster">;
export type FlowNode = CardNode | NoteNode | GroupNode;
export type FlowEdge = Edge<EdgeData, "flow">;

const GROUP = "group:";
export const groupNodeId = (group: string) => `${GROUP}${group}`;
/** The group that a node of React Flow stands for, if it is a group's. */
export const groupIdOf = (id: string) => (id.startsWith(GROUP) ? id.slice(GROUP.length) : null);
export const edgeId = (upstream: string, downstream: string) => `${upstream}→${downstream}`;

/** Where things are while they are dragged or resized, before that is part of the layout. */
export type Moved = ReadonlyMap<string, Partial<Box>>;

const HANDLE = 12;

function handlesOf(vertical: boolean): NodeHandle[] {
  const { width, height } = CARD;
  const middle = vertical ? (width - HANDLE) / 2 : (height - HANDLE) / 2;
  const size = { width: HANDLE, height: HANDLE };
  return vertical
    ? [
        { type: "target", position: Position.Top, x: middle, y: -HANDLE / 2, ...size },
        { type: "source", position: Position.Bottom, x: middle, y: height - HANDLE / 2, ...size },
      ]
    : [
        { type: "target", position: Position.Left, x: -HANDLE / 2, y: middle, ...size },
        { type: "source", position: Position.Right, x: width - HANDLE / 2, y: middle, ...size },
      ];
}
const HANDLES = { horizontal: handlesOf(false), vertical: handlesOf(true) };

/** Where a node is; at the canvas's origin if the layout doesn't know it. */
export function placeOf(layout: Layout, id: string, moved?: Moved): Point {
  const at = layout.nodes[id];
  const now = moved?.get(id);
  return { x: now?.x ?? at?.x ?? 0, y: now?.y ?? at?.y ?? 0 };
}

/** The boxes of cards and of notes that are drawn, with groups collapsed to a card. */
export function cardBox(layout: Layout, id: string, moved?: Moved): Box {
  return { ...placeOf(layout, id, moved), ...CARD };
}

/** Where a group is drawn: its frame, or its card at the top left of its nodes. */
export function groupBox(layout: Layout, group: Group, moved?: Moved): Box | null {
  const frame = frameAround(group.nodes.map((id) => cardBox(layout, id, moved)));
  if (!frame || !group.collapsed) return frame;
  return { x: frame.x, y: frame.y, ...CARD };
}

interface Parts {
  content: Content;
  pieces: PieceCatalogue;
  selection: ReadonlySet<string>;
}

/** Nodes hidden in collapsed groups, with the card that stands for them. */
export function collapsedInto(layout: Layout): ReadonlyMap<string, string> {
  const into = new Map<string, string>();
  for (const group of layout.groups) {
    if (group.collapsed) for (const id of group.nodes) into.set(id, groupNodeId(group.id));
  }
  return into;
}

/** React Flow's nodes: groups first, so that what is in them is drawn above. */
export function flowNodes(
  { content, pieces, selection }: Parts,
  before: ReadonlyMap<string, FlowNode>,
): FlowNode[] {
  const { document, layout } = content;
  const vertical = layout.orientation === "vertical";
  const hidden = collapsedInto(layout);
  const existing = new Set(document.nodes.map(({ id }) => id));
  const nodes: FlowNode[] = [];
  for (const group of layout.groups) {
    const box = groupBox(layout, group);
    if (!box || !group.nodes.some((id) => existing.has(id))) continue;
    const selected = group.nodes.every((id) => selection.has(id));
    nodes.push(groupNode({ group, vertical }, box, selected, before.get(groupNodeId(group.id))));
  }
  for (const note of layout.notes) {
    nodes.push(noteNode(note, note, selection.has(note.id), before.get(note.id)));
  }
  for (const node of document.nodes) {
    if (hidden.has(node.id)) continue;
    const data = { node, piece: pieces.find(node.piece), vertical };
    nodes.push(cardNode(data, placeOf(layout, node.id), selection.has(node.id), before.get(node.id)));
  }
  return nodes;
}

/** The nodes with some of them elsewhere, as they are at each moment of a drag; groups follow what is in them. */
export function movedNodes(nodes: readonly FlowNode[], layout: Layout, moved: Moved): FlowNode[] {
  if (moved.size === 0) return nodes as FlowNode[];
  return nodes.map((node) => {
    if (node.type === "cluster") {
      const { group } = node.data;
      const box = group.nodes.some((id) => moved.has(id)) ? groupBox(layout, group, moved) : null;
      return box ? groupNode(node.data, box, node.selected === true, node) : node;
    }
    const box = moved.get(node.id);
    if (!box) return node;
    if (node.type === "piece")
      return cardNode(node.data, placeOf(layout, node.id, moved), node.selected === true, node);
    return noteNode(node.data.note, { ...node.data.note, ...box }, node.selected === true, node);
  });
}

function unmoved(before: FlowNode, box: Point & Partial<Box>, selected: boolean): boolean {
  return (
    before.position.x === box.x &&
    before.position.y === box.y &&
    before.selected === selected &&
    (box.width === undefined || before.width === box.width) &&
    (box.height === undefined || before.height === box.height)
  );
}

function cardNode(data: CardData, at: Point, selected: boolean, before: FlowNode | undefined): CardNode {
  if (before?.type === "piece") {
    const old = before.data;
    const same = old.node === data.node && old.piece === data.piece && old.vertical === data.vertical;
    if (same && unmoved(before, at, selected)) return before;
  }
  return {
    id: data.node.id,
    type: "piece",
    position: at,
    data,
    selected,
    ...CARD,
    measured: CARD,
    handles: data.vertical ? HANDLES.vertical : HANDLES.horizontal,
    zIndex: 2,
  };
}

function noteNode(note: Note, box: Box, selected: boolean, before: FlowNode | undefined): NoteNode {
  if (before?.type === "note" && before.data.note === note && unmoved(before, box, selected)) return before;
  const { x, y, width, height } = box;
  return {
    id: note.id,
    type: "note",
    position: { x, y },
    data: { note },
    selected,
    width,
    height,
    measured: { width, height },
    handles: [],
    zIndex: selected ? 1 : -1,
  };
}

function groupNode(data: GroupData, box: Box, selected: boolean, before: FlowNode | undefined): GroupNode {
  if (before?.type === "cluster") {
    const same = before.data.group === data.group && before.data.vertical === data.vertical;
    if (same && unmoved(before, box, selected)) return before;
  }
  const { collapsed, id } = data.group;
  const { x, y, width, height } = box;
  return {
    id: groupNodeId(id),
    type: "cluster",
    position: { x, y },
    data,
    selected,
    selectable: false,
    width,
    height,
    measured: { width, height },
    handles: collapsed ? (data.vertical ? HANDLES.vertical : HANDLES.horizontal) : [],
    ...(collapsed ? {} : { dragHandle: ".group-head" }),
    zIndex: collapsed ? 2 : -2,
  };
}

const references = new WeakMap<EditorNode, ReadonlySet<string>>();

/** The nodes that a node's inputs take something from. */
export function takesFrom(node: EditorNode): ReadonlySet<string> {
  let found = references.get(node);
  if (!found) {
    found = new Set(referencesIn(node.inputs).map((reference) => reference.node));
    references.set(node, found);
  }
  return found;
}

/** React Flow's edges; those into or out of a collapsed group end at its card, those within are not drawn. */
export function flowEdges(
  { document, layout }: Content,
  selected: ReadonlySet<string>,
  before: ReadonlyMap<string, FlowEdge>,
): FlowEdge[] {
  const hidden = collapsedInto(layout);
  const byId = new Map(document.nodes.map((node) => [node.id, node]));
  const edges = new Map<string, FlowEdge>();
  for (const { upstream, downstream } of document.edges) {
    const target = byId.get(downstream);
    if (!target || !byId.has(upstream)) continue;
    const from = hidden.get(upstream) ?? upstream;
    const to = hidden.get(downstream) ?? downstream;
    if (from === to) continue;
    const id = edgeId(from, to);
    const orderOnly = !takesFrom(target).has(upstream);
    const merged = edges.get(id);
    if (merged?.data) {
      merged.data.edges.push({ upstream, downstream });
      merged.data.orderOnly &&= orderOnly;
    } else {
      edges.set(id, {
        id,
        source: from,
        target: to,
        type: "flow",
        selected: selected.has(id),
        zIndex: 0,
        data: { edges: [{ upstream, downstream }], orderOnly },
      });
    }
  }
  return [...edges.values()].map((edge) => {
    const old = before.get(edge.id);
    return old && sameEdge(old, edge) ? old : edge;
  });
}

function sameEdge(a: FlowEdge, b: FlowEdge): boolean {
  return (
    a.selected === b.selected &&
    a.data?.orderOnly === b.data?.orderOnly &&
    a.data?.edges.length === b.data?.edges.length &&
    (a.data?.edges.every((edge, index) => {
      const other = b.data?.edges[index];
      return edge.upstream === other?.upstream && edge.downstream === other.downstream;
    }) ??
      true)
  );
}
