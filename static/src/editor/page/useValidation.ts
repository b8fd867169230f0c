import { startTransition, useEffect, useMemo, useState } from "react";
import { validateDocument } from "../../api/workflows";
import { useEditor, useEditorStore } from "../model/context";
import { same } from "./changes";
import { problemsByNode, type ValidationProblem } from "./problemTarget";

const DEBOUNCE_MS = 400;
const NONE: ValidationProblem[] = [];

export interface Checked {
  problems: readonly ValidationProblem[];
  byNode: Map<string, ValidationProblem[]>;
  errors: number;
  warnings: number;
  isChecking: boolean;
  /** The check could not be made; the problems are those of the last one. */
  error: unknown;
}

/**
 * What the server finds wrong with the document, asked a moment after it is drawn and after each change of it.
 *
 * `again` starts another check when it changes: what else a check depends on, such as installed Pieces.
 */
export function useValidation(workspaceId: number, again: unknown): Checked {
  const store = useEditorStore();
  const [problems, setProblems] = useState(NONE);
  const [isChecking, setChecking] = useState(true);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    void again;
    const check = async (signal: AbortSignal) => {
      try {
        const document = store.getState().document as unknown as Record<string, unknown>;
        const found = await validateDocument(workspaceId, document, signal);
        setProblems((before) => (same(before, found.problems) ? before : found.problems));
        setError(null);
      } catch (failure) {
        if (signal.aborted) return;
        setError(failure);
      }
      setChecking(false);
    };
    let end = later(check);
    const forget = store.subscribe((state, before) => {
      if (state.document === before.document) return;
      end();
      // What was done on the canvas is drawn first.
      startTransition(() => setChecking(true));
      end = later(check);
    });
    return () => {
      forget();
      end();
    };
  }, [store, workspaceId, again]);

  // Only nodes that were added or removed move problems: typing in a field leaves the map as it is.
  const ids = useEditor(({ document }) =>
    problems.length === 0 ? "" : document.nodes.map(({ id }) => id).join(" "),
  );
  const byNode = useMemo(() => {
    void ids;
    return problemsByNode(problems, store.getState().document);
  }, [problems, ids, store]);
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return { problems, byNode, errors, warnings: problems.length - errors, isChecking, error };
}

/** Starts a check in a moment; returns what ends it, begun or not. */
function later(check: (signal: AbortSignal) => Promise<void>): () => void {
  const stop = new AbortController();
  const timer = window.setTimeout(() => void check(stop.signal), DEBOUNCE_MS);
  return () => {
    window.clearTimeout(timer);
    stop.abort();
  };
}
