import { type KeyboardEvent, type RefObject, useState } from "react";

/** What a letter typed in the list does: it is searched for. */
const LETTER = /^\p{L}$/u;

interface Roving {
  /** The one row that Tab leads to. */
  at: number;
  /** A row has the focus, however it got it. */
  onFocused: (index: number) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

interface Options {
  list: RefObject<HTMLElement | null>;
  count: number;
  /** Goes to the search field. */
  search: () => void;
  /** Goes back to the canvas. */
  leave: () => void;
}

/**
 * A list that is one stop of the Tab key, however long it is: arrows go from row to row, and to what a row has
 * beside it; letters go to the search field.
 */
export function useRoving({ list, count, search, leave }: Options): Roving {
  const [wanted, setWanted] = useState(0);
  const at = Math.min(wanted, Math.max(0, count - 1));

  const part = (index: number, name: "data-piece" | "data-docs") =>
    list.current?.querySelector<HTMLElement>(`[data-row="${index}"] [${name}]`);
  const go = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index));
    setWanted(next);
    part(next, "data-piece")?.focus();
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => go(at + 1),
    // Above the first row is the field.
    ArrowUp: () => (at === 0 ? search() : go(at - 1)),
    Home: () => go(0),
    End: () => go(count - 1),
    ArrowRight: () => part(at, "data-docs")?.focus(),
    ArrowLeft: () => part(at, "data-piece")?.focus(),
    Escape: leave,
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    // What a row has opened lies elsewhere in the page, and has keys of its own.
    if (!(event.target instanceof Node) || !list.current?.contains(event.target)) return;
    if (LETTER.test(event.key)) {
      // The field has the focus before the letter is typed, so that it gets it.
      event.stopPropagation();
      search();
      return;
    }
    const run = event.shiftKey ? undefined : keys[event.key];
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  return { at, onFocused: setWanted, onKeyDown };
}
