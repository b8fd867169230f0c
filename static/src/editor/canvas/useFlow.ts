import type { EdgeChange, NodeChange } from "@xyflow/react";
import { useCallback, useMemo, useRef, useState } from "react";
import { t } from "../../app/i18n";
import type { PieceCatalogue } from "../model/catalogue";
import { moveNodes, setNote } from "../model/commands";
import { useEditor, useEditorStore } from "../model/context";
import { contentOf } from "../model/store";
import type { Content, Layout, Point } from "../model/types";
import {
  type FlowEdge,
  type FlowNode,
  flowEdges,
  flowNodes,
  groupBox,
  groupIdOf,
  type Moved,
  movedNodes,
  placeOf,
} from "./flow";
import { around, type Box, type Guide, type Lines, linesOf, snapped } from "./guides";
import { CARD } from "./sizes";
import { useCanvas, useCanvasStore } from "./state";

const NOTHING: Moved = new Map();
const NO_GUIDES: readonly Guide[] = [];
/** How near, in pixels on the screen, lines catch a dragged card. */
const REACH = 6;

interface View {
  visible: () => Box[];
  zoom: () => number;
}

export type Flow = ReturnType<typeof useFlow>;

/** React Flow's nodes and edges, and what its changes do to the workflow. */
export function useFlow(pieces: PieceCatalogue, { visible, zoom }: View) {
  const editor = useEditorStore();
  const canvas = useCanvasStore();
  const document = useEditor((state) => state.document);
  const layout = useEditor((state) => state.layout);
  const selection = useEditor((state) => state.selection);
  const selectedEdges = useCanvas((state) => state.edges);
  const [moved, setMoved] = useState<Moved>(NOTHING);
  const movedNow = useRef<Moved>(NOTHING);
  const free = useRef(false);
  const others = useRef<Lines | null>(null);
  const nodesBefore = useRef<ReadonlyMap<string, FlowNode>>(new Map());
  const edgesBefore = useRef<ReadonlyMap<string, FlowEdge>>(new Map());

  const still = useMemo(() => {
    const made = flowNodes({ content: { document, layout }, pieces, selection }, nodesBefore.current);
    nodesBefore.current = new Map(made.map((node) => [node.id, node]));
    return made;
  }, [document, layout, pieces, selection]);
  // What moves is put over what stays: a frame of a drag makes only the dragged nodes anew.
  const nodes = useMemo(() => movedNodes(still, layout, moved), [still, layout, moved]);

  const edges = useMemo(() => {
    const made = flowEdges({ document, layout }, selectedEdges, edgesBefore.current);
    edgesBefore.current = new Map(made.map((edge) => [edge.id, edge]));
    return made;
  }, [document, layout, selectedEdges]);

  const showGuides = useCallback(
    (guides: readonly Guide[]) => {
      if (guides.length > 0 || canvas.getState().guides.length > 0) canvas.setState({ guides });
    },
    [canvas],
  );

  const put = useCallback((next: Moved) => {
    movedNow.current = next;
    setMoved(next);
  }, []);

  /** What was dragged or resized becomes part of the layout, as one step. */
  const commit = useCallback(() => {
    const places = movedNow.current;
    others.current = null;
    showGuides(NO_GUIDES);
    if (places.size === 0) return;
    editor.getState().change(t("editor.canvas.steps.move", { count: places.size }), (draft) => {
      moveNodes(draft, pointsIn(places, contentOf(editor.getState()).layout));
      for (const [id, { width, height }] of places) {
        if (width !== undefined && height !== undefined) setNote(draft, id, { width, height });
      }
    });
    put(NOTHING);
  }, [editor, showGuides, put]);

  const choose = useCallback(
    (changes: readonly NodeChange<FlowNode>[]) => {
      const chosen = selectedAfter(changes, editor.getState().selection);
      if (!chosen) return;
      editor.getState().select(chosen);
      if (chosen.size > 0) canvas.setState({ edges: new Set() });
    },
    [editor, canvas],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      const content = contentOf(editor.getState());
      choose(changes);
      const boxes = boxesAfter(changes, content, movedNow.current);
      if (changes.some((change) => change.type === "dimensions" && change.resizing === false)) commit();
      if (boxes === null) return;
      if (boxes.dragging) {
        others.current ??= linesOf(visible());
        const { places, guides } = free.current
          ? { places: boxes.places, guides: NO_GUIDES }
          : lined(boxes.places, others.current, REACH / zoom());
        showGuides(guides);
        put(places);
      } else if (boxes.resized) put(new Map([...movedNow.current, ...boxes.places]));
    },
    [editor, choose, commit, put, showGuides, visible, zoom],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange<FlowEdge>[]) => {
      const next = new Set(canvas.getState().edges);
      for (const change of changes) {
        if (change.type !== "select") continue;
        if (change.selected) next.add(change.id);
        else next.delete(change.id);
      }
      canvas.setState({ edges: next });
    },
    [canvas],
  );

  return { nodes, edges, onNodesChange, onEdgesChange, commit, moving: moved, moved: movedNow, free };
}

function selectedAfter(
  changes: readonly NodeChange<FlowNode>[],
  before: ReadonlySet<string>,
): ReadonlySet<string> | null {
  const picks = changes.filter((change) => change.type === "select");
  if (picks.length === 0) return null;
  const next = new Set(before);
  for (const { id, selected } of picks) {
    if (groupIdOf(id) !== null) continue;
    if (selected) next.add(id);
    else next.delete(id);
  }
  return next;
}

interface Boxes {
  places: Map<string, Partial<Box>>;
  dragging: boolean;
  resized: boolean;
}

/** Where changes put things, in the document's terms: a group's frame takes its nodes along. */
function boxesAfter(changes: readonly NodeChange<FlowNode>[], content: Content, before: Moved): Boxes | null {
  const places = new Map<string, Partial<Box>>();
  const frames: [string, Point][] = [];
  let dragging = false;
  let resized = false;
  for (const change of changes) {
    if (change.type === "position" && change.position) {
      const group = groupIdOf(change.id);
      if (group !== null) frames.push([group, change.position]);
      else places.set(change.id, { ...places.get(change.id), ...change.position });
      if (change.dragging) dragging = true;
    } else if (change.type === "dimensions" && change.setAttributes && change.dimensions) {
      const size = { ...before.get(change.id), ...places.get(change.id), ...change.dimensions };
      places.set(change.id, size);
      resized = true;
    }
  }
  for (const [group, to] of frames) carry(content.layout, group, to, places);
  return places.size === 0 ? null : { places, dragging, resized };
}

function carry(layout: Layout, id: string, to: Point, places: Map<string, Partial<Box>>): void {
  const group = layout.groups.find((one) => one.id === id);
  const from = group && groupBox(layout, group);
  if (!group || !from) return;
  for (const member of group.nodes) {
    if (places.has(member)) continue;
    const at = placeOf(layout, member);
    places.set(member, { x: at.x + to.x - from.x, y: at.y + to.y - from.y });
  }
}

/** Moves what is dragged, as a whole, onto the nearest lines. */
function lined(
  places: ReadonlyMap<string, Partial<Box>>,
  others: Lines,
  reach: number,
): { places: Moved; guides: readonly Guide[] } {
  const hull = around(
    [...places.values()].map(({ x = 0, y = 0, width, height }) => ({
      x,
      y,
      width: width ?? CARD.width,
      height: height ?? CARD.height,
    })),
  );
  if (!hull) return { places, guides: NO_GUIDES };
  const { x, y, guides } = snapped(hull, others, reach);
  const dx = x - hull.x;
  const dy = y - hull.y;
  const next = new Map<string, Partial<Box>>();
  for (const [id, box] of places) next.set(id, { ...box, x: (box.x ?? 0) + dx, y: (box.y ?? 0) + dy });
  return { places: next, guides };
}

function pointsIn(places: Moved, layout: Layout): Record<string, Point> {
  const points: Record<string, Point> = {};
  for (const [id, { x, y }] of places) {
    const note = layout.notes.find((one) => one.id === id);
    const at = note ?? layout.nodes[id] ?? { x: 0, y: 0 };
    points[id] = { x: Math.round(x ?? at.x), y: Math.round(y ?? at.y) };
  }
  return points;
}
