/** Where things are on the small map of the whole workflow. */

import type { Point } from "../model/types";
import { around, type Box } from "./guides";

/** Room at the border of the map, in its pixels. */
const MARGIN = 5;

export interface MapView {
  /** The place on the canvas at the top left of the map. */
  from: Point;
  /** Pixels of the map for one of the canvas. */
  scale: number;
}

/** The part of the canvas that the map shows: everything there is, and what is seen of it. */
export function mapOf(content: Box | null, seen: Box, size: { width: number; height: number }): MapView {
  const all = around(content ? [content, seen] : [seen]) ?? seen;
  const scale = Math.min(
    (size.width - 2 * MARGIN) / Math.max(all.width, 1),
    (size.height - 2 * MARGIN) / Math.max(all.height, 1),
  );
  const from = {
    x: all.x + all.width / 2 - size.width / 2 / scale,
    y: all.y + all.height / 2 - size.height / 2 / scale,
  };
  return { from, scale };
}

export function onMap({ from, scale }: MapView, { x, y, width, height }: Box): Box {
  return { x: (x - from.x) * scale, y: (y - from.y) * scale, width: width * scale, height: height * scale };
}

/** The place on the canvas under a point of the map. */
export function offMap({ from, scale }: MapView, { x, y }: Point): Point {
  return { x: from.x + x / scale, y: from.y + y / scale };
}

/** Whether all there is lies in what is seen: a map would tell nothing. */
export function isAllSeen(content: Box | null, seen: Box): boolean {
  if (!content) return true;
  const { x, y, width, height } = content;
  return x >= seen.x && y >= seen.y && x + width <= seen.x + seen.width && y + height <= seen.y + seen.height;
}
