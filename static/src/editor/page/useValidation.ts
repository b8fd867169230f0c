import { useEffect, useMemo, useRef, useState } from "react";
import { validateDocument } from "../../api/workflows";
import { useEditor } from "../model/context";
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
  const document = useEditor((state) => state.document);
  const [problems, setProblems] = useState(NONE);
  const [isChecking, setChecking] = useState(true);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    void again;
    const stop = new AbortController();
    setChecking(true);
    const check = async () => {
      try {
        const found = await validateDocument(
          workspaceId,
          document as unknown as Record<string, unknown>,
          stop.signal,
        );
        setProblems(found.problems);
        setError(null);
      } catch (failure) {
        if (stop.signal.aborted) return;
        setError(failure);
      }
      setChecking(false);
    };
    const timer = window.setTimeout(() => void check(), DEBOUNCE_MS);
    return () => {
      window.clearTimeout(timer);
      stop.abort();
    };
  }, [document, workspaceId, again]);

  // Only nodes that were added or removed move problems: typing in a field leaves the map as it is.
  const ids = document.nodes.map(({ id }) => id).join(" ");
  const latest = useRef(document);
  latest.current = document;
  const byNode = useMemo(() => {
    void ids;
    return problemsByNode(problems, latest.current);
  }, [problems, ids]);
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return { problems, byNode, errors, warnings: problems.length - errors, isChecking, error };
}
