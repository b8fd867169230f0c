import { useEffect, useState } from "react";

export interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** How often the page is looked at, in milliseconds: nothing tells of an element that moves or comes. */
const LOOK = 200;

/** Where the first element is that one of the selectors finds; null while none is in sight. */
export function useTarget(selectors: readonly string[]): Place | null {
  const [place, setPlace] = useState<Place | null>(null);
  const key = selectors.join(" | ");
  useEffect(() => {
    let shown: Element | null = null;
    const look = () => {
      const found = findFirst(key.split(" | "));
      // A step's element comes into sight once; after that the user may scroll it away.
      if (found && found !== shown) found.scrollIntoView({ block: "nearest", inline: "nearest" });
      shown = found;
      setPlace((old) => kept(old, found));
    };
    look();
    const timer = window.setInterval(look, LOOK);
    return () => window.clearInterval(timer);
  }, [key]);
  return place;
}

function findFirst(selectors: readonly string[]): Element | null {
  for (const selector of selectors) {
    const found = selector === "" ? null : document.querySelector(selector);
    if (found) return found;
  }
  return null;
}

function kept(old: Place | null, element: Element | null): Place | null {
  const { left, top, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
  if (width === 0 || height === 0) return null;
  const same = old && old.left === left && old.top === top && old.width === width && old.height === height;
  return same ? old : { left, top, width, height };
}
