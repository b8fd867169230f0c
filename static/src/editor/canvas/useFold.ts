import { type RefObject, useEffect } from "react";
import type { CanvasStore } from "./state";

/** Pixels that the canvas keeps: two cards beside each other, and the bars on it in one row. */
const LEAST = 520;

/**
 * Folds the lists at the left when what opens at the right, or a smaller window, leaves too little of the canvas.
 *
 * Whoever opens a list there again has it: only what takes room from the canvas while a list is open folds it.
 */
export function useFold(canvas: CanvasStore, surface: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = surface.current;
    if (!element) return;
    // Not asked for here: it would have everything that was just drawn laid out before its time.
    let width = 0;
    let hadList = isOpen(canvas);
    const observer = new ResizeObserver(() => {
      const { clientWidth } = element;
      const isTaken = clientWidth < width && hadList && isOpen(canvas);
      width = clientWidth;
      hadList = isOpen(canvas);
      if (isTaken && clientWidth < LEAST) canvas.setState({ palette: false, outline: false });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [canvas, surface]);
}

function isOpen(canvas: CanvasStore): boolean {
  const { palette, outline, readOnly } = canvas.getState();
  return outline || (palette && !readOnly);
}
