import { useEffect } from "react";
import { focusOf } from "../shortcuts/dispatch";
import type { Operations } from "./operations";

/** Whether copying and pasting is about the canvas, not about text somewhere. */
function ours(target: EventTarget | null): boolean {
  const focus = focusOf(target);
  if (focus !== "canvas" && focus !== "editor") return false;
  return document.getSelection()?.isCollapsed ?? true;
}

/** Copy, cut and paste by the browser's own events, which also work within a frame. */
export function useClipboard(operations: Operations): void {
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      if (!ours(event.target)) return;
      const text = operations.copied();
      if (text === null) return;
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
    };
    const onCut = (event: ClipboardEvent) => {
      if (operations.locked()) return;
      onCopy(event);
      if (event.defaultPrevented) operations.remove();
    };
    const onPaste = (event: ClipboardEvent) => {
      const focus = focusOf(event.target);
      if (focus !== "canvas" && focus !== "editor") return;
      event.preventDefault();
      operations.paste(event.clipboardData?.getData("text/plain") ?? null);
    };
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCut);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCut);
      document.removeEventListener("paste", onPaste);
    };
  }, [operations]);
}
