import { useDeferredValue, useMemo, useState } from "react";
import { type Line, matches } from "./lines";

export interface LineSearch {
  text: string;
  setText: (text: string) => void;
  /** The words whose matches are counted; a moment behind what is typed. */
  shown: string;
  count: number;
  /** Which match is current, from 1; 0 without any. */
  current: number;
  /** Its line, or null. */
  line: number | null;
  go: (step: 1 | -1) => void;
}

/** Looks for words in lines, and goes from match to match. */
export function useSearch(lines: readonly Line[]): LineSearch {
  const [text, setText] = useState("");
  const [place, setPlace] = useState(0);
  const shown = useDeferredValue(text);
  const found = useMemo(() => matches(lines, shown), [lines, shown]);
  const at = found.length === 0 ? 0 : ((place % found.length) + found.length) % found.length;
  return {
    text,
    setText: (next) => {
      setText(next);
      setPlace(0);
    },
    shown,
    count: found.length,
    current: found.length === 0 ? 0 : at + 1,
    line: found[at] ?? null,
    go: (step) => setPlace(at + step),
  };
}
