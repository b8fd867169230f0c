import type { Point } from "../model/types";

export type Direction = "left" | "right" | "up" | "down";

export interface Place extends Point {
  id: string;
}

const STEP: Record<Direction, Point> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};
/** What lies aside counts this much more than what lies ahead. */
const ASIDE = 2.5;

/**
 * The place that a step in a direction leads to: the nearest one ahead, where straight ahead counts as nearer.
 * Null if nothing lies that way.
 */
export function nearest(from: Point, places: Iterable<Place>, direction: Direction): string | null {
  const { x: stepX, y: stepY } = STEP[direction];
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const place of places) {
    const dx = place.x - from.x;
    const dy = place.y - from.y;
    const ahead = dx * stepX + dy * stepY;
    if (ahead <= 1) continue;
    const aside = Math.abs(dx * stepY) + Math.abs(dy * stepX);
    const cost = ahead + ASIDE * aside;
    if (cost < least) {
      least = cost;
      best = place.id;
    }
  }
  return best;
}
