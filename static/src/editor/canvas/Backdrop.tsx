import { useStoreApi } from "@xyflow/react";
import { useLayoutEffect, useRef } from "react";
import { GRID } from "./guides";

/** Dots nearer to each other than this, in pixels on the screen, would only be noise. */
const NEAREST = 14;

/** The dots of the grid behind everything. */
export function Backdrop() {
  const store = useStoreApi();
  const dots = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    let drawn = 0;
    // Written to the element itself, and moved as a whole: moving the view neither renders nor paints anything.
    const follow = () => {
      const style = dots.current?.style;
      if (!style) return;
      const [x, y, zoom] = store.getState().transform;
      const gap = gapAt(zoom);
      if (gap !== drawn) {
        drawn = gap;
        style.backgroundSize = `${gap}px ${gap}px`;
      }
      style.transform = `translate(${shift(x, gap)}px, ${shift(y, gap)}px)`;
    };
    follow();
    return store.subscribe((state, before) => {
      if (state.transform !== before.transform) follow();
    });
  }, [store]);
  return <div aria-hidden className="canvas-dots" ref={dots} />;
}

/** How far dots are apart on the screen: on each line of the grid, or on each second, fourth and so on. */
export function gapAt(zoom: number): number {
  let gap = GRID * zoom;
  while (gap < NEAREST) gap *= 2;
  return gap;
}

/** A dot is in the middle of its square of the background; it belongs onto the grid's lines. */
function shift(at: number, gap: number): number {
  return (((at % gap) + gap) % gap) - 1.5 * gap;
}
