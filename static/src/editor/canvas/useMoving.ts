import type { OnMove } from "@xyflow/react";
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef } from "react";
import { useCanvasStore } from "./state";
import { isFar, isTiny } from "./zoomLevels";

/**
 * What the surface knows while the view or things on it move, as classes of its element: see canvas.css.
 *
 * Panning moves one layer that is painted before, and no element below the pointer has to be found meanwhile.
 */
export function useMoving(surface: RefObject<HTMLElement | null>, firstZoom: number) {
  const canvas = useCanvasStore();
  const zoomAtStart = useRef<number | null>(null);

  /** Tells how far away things are seen. */
  const seen = useCallback(
    (zoom: number) => {
      const before = canvas.getState();
      const far = isFar(zoom, before.far);
      const tiny = isTiny(zoom, before.tiny);
      if (far !== before.far || tiny !== before.tiny) canvas.setState({ far, tiny });
      const classes = surface.current?.classList;
      classes?.toggle("far", far);
      classes?.toggle("tiny", tiny);
    },
    [canvas, surface],
  );

  useLayoutEffect(() => seen(firstZoom), [seen, firstZoom]);

  return useMemo(() => {
    const mark = (name: string, isOn: boolean) => surface.current?.classList.toggle(name, isOn);
    const onMoveStart: OnMove = (_event, { zoom }) => {
      zoomAtStart.current = zoom;
    };
    const onMove: OnMove = (event, { zoom }) => {
      const isPan = event !== null && zoom === zoomAtStart.current;
      mark("panning", isPan);
      mark("held", isPan && isHeld(event));
      seen(zoom);
    };
    const onMoveEnd: OnMove = () => {
      zoomAtStart.current = null;
      mark("panning", false);
      mark("held", false);
    };
    return {
      onMoveStart,
      onMove,
      onMoveEnd,
      onDragStart: () => mark("held", true),
      onDragStop: () => mark("held", false),
    };
  }, [seen, surface]);
}

/** Whether the first button is held; the second one's menu is for what is below the pointer. */
function isHeld(event: MouseEvent | TouchEvent): boolean {
  return "buttons" in event && event.buttons === 1;
}
