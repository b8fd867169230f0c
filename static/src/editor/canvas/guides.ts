/** Lines that a dragged thing lines up with, and the grid it else snaps to. */

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Guide {
  axis: "x" | "y";
  /** Where the line is, on its axis. */
  at: number;
  from: number;
  to: number;
}

export const GRID = 16;

/** Where a box has a line on an axis, and how far the box reaches across it. */
interface Line {
  at: number;
  from: number;
  to: number;
}

/** The lines of boxes, sorted on each axis; made once for a whole drag. */
export interface Lines {
  x: readonly Line[];
  y: readonly Line[];
}

/** The edges and middles of boxes. */
export function linesOf(boxes: readonly Box[]): Lines {
  const x: Line[] = [];
  const y: Line[] = [];
  for (const box of boxes) {
    for (const at of anchors(box.x, box.width)) x.push({ at, from: box.y, to: box.y + box.height });
    for (const at of anchors(box.y, box.height)) y.push({ at, from: box.x, to: box.x + box.width });
  }
  const byPlace = (a: Line, b: Line) => a.at - b.at;
  return { x: x.sort(byPlace), y: y.sort(byPlace) };
}

const anchors = (start: number, size: number) => [start, start + size / 2, start + size];

interface Match {
  delta: number;
  line: Line;
}

/** The line nearest to a place, if it is within reach. */
function nearestLine(lines: readonly Line[], place: number, reach: number): Match | null {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.at ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  let found: Match | null = null;
  for (const line of [lines[low - 1], lines[low]]) {
    if (!line) continue;
    const delta = line.at - place;
    if (Math.abs(delta) <= reach && (!found || Math.abs(delta) < Math.abs(found.delta))) {
      found = { delta, line };
    }
  }
  return found;
}

function match(start: number, size: number, lines: readonly Line[], reach: number): Match | null {
  let found: Match | null = null;
  for (const own of anchors(start, size)) {
    const near = nearestLine(lines, own, reach);
    if (near && (!found || Math.abs(near.delta) < Math.abs(found.delta))) found = near;
  }
  return found;
}

function guide(axis: "x" | "y", { line: { at, from, to } }: Match, start: number, size: number): Guide {
  return { axis, at, from: Math.min(start, from), to: Math.max(start + size, to) };
}

/**
 * Where a dragged box comes to lie: on a line of another box that is at most `reach` away, else on the grid;
 * each axis by itself.
 */
export function snapped(
  moving: Box,
  lines: Lines,
  reach: number,
): { x: number; y: number; guides: readonly Guide[] } {
  const x = match(moving.x, moving.width, lines.x, reach);
  const y = match(moving.y, moving.height, lines.y, reach);
  return {
    x: x ? moving.x + x.delta : toGrid(moving.x),
    y: y ? moving.y + y.delta : toGrid(moving.y),
    guides: [
      ...(x ? [guide("x", x, moving.y, moving.height)] : []),
      ...(y ? [guide("y", y, moving.x, moving.width)] : []),
    ],
  };
}

export function toGrid(value: number): number {
  return Math.round(value / GRID) * GRID;
}

/** The box around boxes; null around none. */
export function around(boxes: readonly Box[], padding = 0): Box | null {
  const first = boxes[0];
  if (!first) return null;
  let { x, y } = first;
  let right = x + first.width;
  let bottom = y + first.height;
  for (const box of boxes) {
    x = Math.min(x, box.x);
    y = Math.min(y, box.y);
    right = Math.max(right, box.x + box.width);
    bottom = Math.max(bottom, box.y + box.height);
  }
  return { x: x - padding, y: y - padding, width: right - x + 2 * padding, height: bottom - y + 2 * padding };
}

/** How far two boxes are apart; 0 if they touch or overlap. */
export function distance(a: Box, b: Box): number {
  const dx = Math.max(0, a.x - (b.x + b.width), b.x - (a.x + a.width));
  const dy = Math.max(0, a.y - (b.y + b.height), b.y - (a.y + a.height));
  return Math.hypot(dx, dy);
}
