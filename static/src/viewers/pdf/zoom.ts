/** Sizes and places of a document's pages. */

export interface PageSize {
  width: number;
  height: number;
}

/** Pixels around and between pages. */
export const GAP = 12;
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.25, 1.5, 2, 3, 4];

/** The next larger or smaller usual scale. */
export function stepped(scale: number, direction: 1 | -1): number {
  const near = 0.01;
  const next =
    direction > 0 ? STEPS.find((step) => step > scale + near) : STEPS.findLast((step) => step < scale - near);
  return next ?? scale;
}

/** The page, from 1, that a place in pixels from the top lies on. */
export function pageAt(sizes: readonly PageSize[], top: number, scale: number): number {
  let bottom = GAP / 2;
  for (const [index, { height }] of sizes.entries()) {
    bottom += height * scale + GAP;
    if (top < bottom) return index + 1;
  }
  return Math.max(1, sizes.length);
}

/** Where a page, from 1, begins. */
export function topOf(sizes: readonly PageSize[], page: number, scale: number): number {
  return sizes.slice(0, page - 1).reduce((top, { height }) => top + height * scale + GAP, 0);
}
