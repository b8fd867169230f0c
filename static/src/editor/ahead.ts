import { useEffect, useRef } from "react";
import { askForEditor } from "../api/ahead";
import { useWorkspaceId } from "../api/workflows";
import { EditorPage } from "../app/pages";

/** A pointer that only passes by is gone by then, in milliseconds. */
const DWELL = 80;

/** Fetches the editor's code; whoever opens it tries again, and tells of a failure. */
function loadEditor(): void {
  EditorPage.fetch().catch(() => undefined);
}

/** Fetches the editor's code once the page has nothing else to do. */
export function useEditorAhead(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    const later = window.requestIdleCallback ?? ((call: () => void) => window.setTimeout(call, 500));
    const cancel = window.cancelIdleCallback ?? window.clearTimeout;
    const waiting = later(loadEditor);
    return () => cancel(waiting);
  }, [wanted]);
}

/** For a link to a workflow's editor: what it shows is on its way before the link is followed. */
export function useOpensEditor(workflowId: number) {
  const workspaceId = useWorkspaceId();
  const waiting = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(waiting.current), []);
  const ask = () => {
    window.clearTimeout(waiting.current);
    loadEditor();
    if (workspaceId >= 0) askForEditor(workspaceId, workflowId);
  };
  const begin = () => {
    window.clearTimeout(waiting.current);
    waiting.current = window.setTimeout(ask, DWELL);
  };
  const end = () => window.clearTimeout(waiting.current);
  return { onPointerEnter: begin, onPointerLeave: end, onFocus: begin, onBlur: end, onPointerDown: ask };
}
