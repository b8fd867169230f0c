import { type RefObject, useEffect } from "react";
import { useEditorStore } from "../model/context";
import type { Operations } from "./operations";

/** Keeps the node whose panel is open in sight when what is beside the canvas takes room from it. */
export function useKeepInSight(operations: Operations, surface: RefObject<HTMLElement | null>): void {
  const editor = useEditorStore();
  useEffect(() => {
    const element = surface.current;
    if (!element) return;
    // Not asked for here: it would have everything that was just drawn laid out before its time.
    let width = 0;
    let height = 0;
    const observer = new ResizeObserver(() => {
      const isSmaller = element.clientWidth < width || element.clientHeight < height;
      width = element.clientWidth;
      height = element.clientHeight;
      const { focused } = editor.getState();
      if (isSmaller && focused !== null) operations.show(operations.drawn(focused));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [editor, operations, surface]);
}
