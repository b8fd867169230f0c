import { useEffect, useRef, useState } from "react";

const CONTROLS = "input:not([type=hidden]), textarea, select, [contenteditable=true]";

/**
 * Leads the focus to the first control of a row, marked by `data-row`, once it is drawn: whoever adds one goes on
 * typing, and outside of a field the keys would be the canvas's shortcuts. What stands there is selected.
 */
export function useRowFocus() {
  const list = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<number | null>(null);
  useEffect(() => {
    if (wanted === null) return;
    const row = list.current?.querySelector(`:scope > [data-row="${wanted}"]`);
    const control = row?.querySelector<HTMLElement>(CONTROLS);
    control?.focus();
    if (control instanceof HTMLInputElement) control.select();
    setWanted(null);
  }, [wanted]);
  return { list, focusRow: setWanted };
}
