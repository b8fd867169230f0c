import { descendants } from "../model/graph";
import type { Content, Layout, Point } from "../model/types";
import { cardBox, collapsedInto, groupBox } from "./flow";
import { type Box, distance, toGrid } from "./guides";
import { CARD } from "./sizes";

const GAP = 24;
const AHEAD = 72;

/** Boxes of all that a new card should not cover. */
export function takenBoxes({ document, layout }: Content): Box[] {
  const hidden = collapsedInto(layout);
  const cards = document.nodes.flatMap(({ id }) => (hidden.has(id) ? [] : [cardBox(layout, id)]));
  const groups = layout.groups.flatMap((group) => (group.collapsed ? (groupBox(layout, group) ?? []) : []));
  return [...cards, ...groups];
}

/** The place for a card, at the wished one or beside it, along the axis, where nothing lies. */
export function freePlace(content: Content, wished: Point, orientation: Layout["orientation"]): Point {
  const taken = takenBoxes(content);
  const step = orientation === "horizontal" ? { x: 0, y: CARD.height + GAP } : { x: CARD.width + GAP, y: 0 };
  const at = { x: toGrid(wished.x), y: toGrid(wished.y) };
  for (let tries = 0; tries <= taken.length; tries += 1) {
    if (taken.every((box) => distance({ ...at, ...CARD }, box) > 0)) return at;
    at.x += step.x;
    at.y += step.y;
  }
  return at;
}

/** The place for a card that comes after, or before, another one. */
export function placeBeside(content: Content, id: string, after: boolean): Point {
  const { layout } = content;
  const box = cardBox(layout, id);
  const sign = after ? 1 : -1;
  const wished =
    layout.orientation === "horizontal"
      ? { x: box.x + sign * (CARD.width + AHEAD), y: box.y }
      : { x: box.x, y: box.y + sign * (CARD.height + AHEAD) };
  return freePlace(content, wished, layout.orientation);
}

/** The place for a card between two, and where what follows has to move to make room. */
export function placeBetween(
  content: Content,
  upstream: string,
  downstream: string,
): { at: Point; moved: Record<string, Point> } {
  const { document, layout } = content;
  const from = cardBox(layout, upstream);
  const to = cardBox(layout, downstream);
  const [axis, size, gap] =
    layout.orientation === "horizontal"
      ? (["x", CARD.width, AHEAD / 1.5] as const)
      : (["y", CARD.height, AHEAD / 1.5] as const);
  const between = to[axis] - (from[axis] + size);
  const missing = Math.max(0, size + 2 * gap - between);
  const moved: Record<string, Point> = {};
  // Only what lies ahead makes room; what was put elsewhere on purpose stays.
  if (between > -size && missing > 0) {
    for (const id of [downstream, ...descendants(document, downstream)]) {
      const box = cardBox(layout, id);
      if (box[axis] >= to[axis]) moved[id] = { x: box.x, y: box.y, [axis]: toGrid(box[axis] + missing) };
    }
  }
  const end = moved[downstream] ?? to;
  const at = { x: (from.x + end.x) / 2, y: (from.y + end.y) / 2 };
  return { at: { x: toGrid(at.x), y: toGrid(at.y) }, moved };
}
