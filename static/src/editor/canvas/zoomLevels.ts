/** From how far cards are seen: within which bounds, how all of them fit, and what that means for drawing. */

export const MIN_ZOOM = 0.05;
export const MAX_ZOOM = 2;

/**
 * How everything fits into view: clear of the bars on the canvas, and of the strip along its sides where the
 * view moves on by itself while a connection is held.
 */
export const FIT = { padding: { x: "64px", y: "72px" }, maxZoom: 1 } as const;

/** Below the first zoom something changes, above the second it changes back: in between nothing flickers. */
const FAR = [0.42, 0.48] as const;
const TINY = [0.2, 0.23] as const;

function below([enter, leave]: readonly [number, number], zoom: number, before: boolean): boolean {
  return zoom < (before ? leave : enter);
}

/** Whether cards are boxes with names: their small print could not be read. */
export function isFar(zoom: number, before: boolean): boolean {
  return below(FAR, zoom, before);
}

/** Whether cards are plain boxes: not even their names could be read. */
export function isTiny(zoom: number, before: boolean): boolean {
  return below(TINY, zoom, before);
}
