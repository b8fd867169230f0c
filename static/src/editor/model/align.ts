import { moveNodes, plain } from "./commands";
import type { Content, Point } from "./types";

export type Alignment =
  | "left"
  | "center"
  | "right"
  | "top"
  | "middle"
  | "bottom"
  | "distribute-horizontal"
  | "distribute-vertical";

export interface Size {
  width: number;
  height: number;
}

interface Box extends Size, Point {
  id: string;
}

/** Lines nodes and notes up, or gives them equal gaps; `sizeOf` tells how large the canvas draws each. */
export function align(
  draft: Content,
  ids: Iterable<string>,
  alignment: Alignment,
  sizeOf: (id: string) => Size,
): void {
  const boxes = boxesOf(draft, ids, sizeOf);
  if (boxes.length < 2) return;
  const moved =
    alignment === "distribute-horizontal"
      ? distributed(boxes, "x", "width")
      : alignment === "distribute-vertical"
        ? distributed(boxes, "y", "height")
        : boxes.map((box) => [box.id, lined(box, alignment, boundsOf(boxes))] as const);
  moveNodes(draft, Object.fromEntries(moved));
}

function boxesOf(draft: Content, ids: Iterable<string>, sizeOf: (id: string) => Size): Box[] {
  const { nodes, notes } = plain(draft.layout);
  const noteById = new Map(notes.map((note) => [note.id, note]));
  return [...new Set(ids)].flatMap((id) => {
    const at = noteById.get(id) ?? (Object.hasOwn(nodes, id) ? nodes[id] : undefined);
    return at ? [{ id, x: at.x, y: at.y, ...sizeOf(id) }] : [];
  });
}

interface Bounds {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function boundsOf(boxes: readonly Box[]): Bounds {
  return {
    left: Math.min(...boxes.map(({ x }) => x)),
    right: Math.max(...boxes.map(({ x, width }) => x + width)),
    top: Math.min(...boxes.map(({ y }) => y)),
    bottom: Math.max(...boxes.map(({ y, height }) => y + height)),
  };
}

function lined(
  { x, y, width, height }: Box,
  alignment: Exclude<Alignment, `distribute-${string}`>,
  { left, right, top, bottom }: Bounds,
): Point {
  switch (alignment) {
    case "left":
      return { x: left, y };
    case "center":
      return { x: (left + right - width) / 2, y };
    case "right":
      return { x: right - width, y };
    case "top":
      return { x, y: top };
    case "middle":
      return { x, y: (top + bottom - height) / 2 };
    default:
      return { x, y: bottom - height };
  }
}

/** The first and the last stay; the gaps between all become equal. */
function distributed(
  boxes: readonly Box[],
  axis: "x" | "y",
  extent: "width" | "height",
): (readonly [string, Point])[] {
  const row = [...boxes].sort((one, other) => one[axis] - other[axis]);
  const first = row[0];
  const last = row.at(-1);
  if (!first || !last) return [];
  const taken = row.reduce((sum, box) => sum + box[extent], 0);
  const gap = (last[axis] + last[extent] - first[axis] - taken) / (row.length - 1);
  let next = first[axis];
  return row.map((box) => {
    const at: Point = { x: box.x, y: box.y, [axis]: next };
    next += box[extent] + gap;
    return [box.id, at] as const;
  });
}
