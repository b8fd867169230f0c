/**
 * What an arrangement has to place: nodes, and frames that keep what is in them together (groups, and notes that
 * lie behind nodes). Engines only see flat graphs: frames are arranged inside first and are then one box.
 */
import type { Layout, Point } from "../../model/types";
import { around, type Box, distance } from "../guides";

export interface Item {
  id: string;
  width: number;
  height: number;
}

export interface Graph {
  items: Item[];
  edges: { from: string; to: string }[];
}

export type Positions = Map<string, Point>;
/** Arranges a flat graph, from its top left at 0, 0. */
export type Engine = (graph: Graph) => Positions | Promise<Positions>;

export interface Plan {
  /** Boxes of the nodes to arrange, as they are now. */
  nodes: Map<string, Box>;
  edges: readonly { upstream: string; downstream: string }[];
  groups: Layout["groups"];
  notes: Layout["notes"];
  /** Space that a group's frame takes around its nodes. */
  padding: { side: number; top: number };
}

export interface Arranged {
  nodes: Positions;
  notes: Map<string, Box>;
}

/** Notes farther away than this belong to nobody. */
const NEAR = 120;

interface Frame {
  members: string[];
  note: string | null;
  before: { left: number; top: number; right: number; bottom: number };
}

function inside(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** Groups as frames, and notes behind nodes of no group. */
function framesOf({ nodes, groups, notes, padding }: Plan): { frames: Frame[]; framed: Map<string, number> } {
  const frames: Frame[] = [];
  const framed = new Map<string, number>();
  const add = (frame: Frame) => {
    for (const id of frame.members) framed.set(id, frames.length);
    frames.push(frame);
  };
  const { side, top } = padding;
  for (const group of groups) {
    const members = group.nodes.filter((id) => nodes.has(id) && !framed.has(id));
    if (members.length > 0) {
      add({ members, note: null, before: { left: side, top, right: side, bottom: side } });
    }
  }
  for (const note of notes) {
    const members = [...nodes].flatMap(([id, box]) => (!framed.has(id) && inside(box, note) ? [id] : []));
    const hull = around(members.flatMap((id) => nodes.get(id) ?? []));
    if (!hull) continue;
    const before = {
      left: hull.x - note.x,
      top: hull.y - note.y,
      right: note.x + note.width - hull.x - hull.width,
      bottom: note.y + note.height - hull.y - hull.height,
    };
    add({ members, note: note.id, before });
  }
  return { frames, framed };
}

const frameId = (index: number) => `frame ${index}`;

/** Everything at its new place. Notes beside a node go with it. */
export async function arranged(plan: Plan, engine: Engine): Promise<Arranged> {
  const { frames, framed } = framesOf(plan);
  const topOf = (id: string) => {
    const frame = framed.get(id);
    return frame === undefined ? id : frameId(frame);
  };
  const size = (id: string): Item[] => {
    const box = plan.nodes.get(id);
    return box ? [{ id, width: box.width, height: box.height }] : [];
  };

  const insides = await Promise.all(
    frames.map(async ({ members, before }) => {
      const own = new Set(members);
      const items = members.flatMap(size);
      const places = await engine({
        items,
        edges: plan.edges
          .filter(({ upstream, downstream }) => own.has(upstream) && own.has(downstream))
          .map(({ upstream, downstream }) => ({ from: upstream, to: downstream })),
      });
      const hull = hullOf(items, places);
      return {
        places,
        hull,
        width: before.left + hull.width + before.right,
        height: before.top + hull.height + before.bottom,
      };
    }),
  );

  const framedNotes = new Set(frames.map(({ note }) => note));
  const anchors = anchorsOf(plan, framedNotes, topOf);
  const boxes = topBoxes(plan, framed, insides);
  const outer = await engine({
    items: [...boxes].map(([id, box]) => ({ id, ...grown(box, anchors.get(id) ?? []) })),
    edges: outerEdges(plan, topOf),
  });

  const nodes: Positions = new Map();
  const notes = new Map<string, Box>();
  for (const [id, place] of outer) {
    const box = boxes.get(id);
    if (!box) continue;
    const { above } = reserve(anchors.get(id) ?? []);
    const at = { x: place.x, y: place.y + above };
    const index = frames.findIndex((_frame, number) => frameId(number) === id);
    const frame = frames[index];
    const inner = insides[index];
    if (!frame || !inner) nodes.set(id, at);
    else {
      for (const [member, spot] of inner.places) {
        nodes.set(member, {
          x: at.x + frame.before.left + spot.x - inner.hull.x,
          y: at.y + frame.before.top + spot.y - inner.hull.y,
        });
      }
      if (frame.note !== null) notes.set(frame.note, { ...at, width: inner.width, height: inner.height });
    }
    placeNotes(anchors.get(id) ?? [], { ...box, ...at }, notes);
  }
  return { nodes, notes };
}

type Note = Layout["notes"][number];

/** The notes beside each thing. */
function anchorsOf(
  plan: Plan,
  framedNotes: Set<string | null>,
  topOf: (id: string) => string,
): Map<string, Note[]> {
  const anchors = new Map<string, Note[]>();
  for (const note of plan.notes) {
    if (framedNotes.has(note.id)) continue;
    let best: string | null = null;
    let least = NEAR;
    for (const [id, box] of plan.nodes) {
      const far = distance(note, box);
      if (far <= least) {
        least = far;
        best = topOf(id);
      }
    }
    if (best !== null) anchors.set(best, [...(anchors.get(best) ?? []), note]);
  }
  return anchors;
}

const GAP = 16;

/** The space that notes take above their thing: they are put there in a row. */
function reserve(notes: readonly Note[]): { above: number; width: number } {
  if (notes.length === 0) return { above: 0, width: 0 };
  return {
    above: Math.max(...notes.map(({ height }) => height)) + GAP,
    width: notes.reduce((sum, { width }) => sum + width + GAP, -GAP),
  };
}

function grown(box: Item | Box, notes: readonly Note[]): { width: number; height: number } {
  const { above, width } = reserve(notes);
  return { width: Math.max(box.width, width), height: box.height + above };
}

function placeNotes(notes: readonly Note[], box: Box, places: Map<string, Box>): void {
  let { x } = box;
  for (const { id, width, height } of notes) {
    places.set(id, { x, y: box.y - GAP - height, width, height });
    x += width + GAP;
  }
}

function topBoxes(
  plan: Plan,
  framed: Map<string, number>,
  insides: readonly { width: number; height: number }[],
): Map<string, Box> {
  const boxes = new Map<string, Box>();
  for (const [id, box] of plan.nodes) {
    const frame = framed.get(id);
    if (frame === undefined) boxes.set(id, box);
    else {
      const { width = 0, height = 0 } = insides[frame] ?? {};
      boxes.set(frameId(frame), { x: 0, y: 0, width, height });
    }
  }
  return boxes;
}

function outerEdges(plan: Plan, topOf: (id: string) => string): Graph["edges"] {
  const seen = new Map<string, { from: string; to: string }>();
  for (const { upstream, downstream } of plan.edges) {
    if (!plan.nodes.has(upstream) || !plan.nodes.has(downstream)) continue;
    const from = topOf(upstream);
    const to = topOf(downstream);
    if (from !== to) seen.set(`${from}\n${to}`, { from, to });
  }
  return [...seen.values()];
}

function hullOf(items: readonly Item[], places: Positions): Box {
  const boxes = items.flatMap((item) => {
    const place = places.get(item.id);
    return place ? [{ ...place, width: item.width, height: item.height }] : [];
  });
  return around(boxes) ?? { x: 0, y: 0, width: 0, height: 0 };
}
