import { type RefObject, useEffect, useState } from "react";
import { groupsBetween } from "./widths";

/** Which groups of columns are in view, in a box whose heads tell where its columns are. */
export function useGroupsInView(box: RefObject<HTMLElement | null>, columns: number, size: number): number[] {
  const [groups, setGroups] = useState([0]);
  useEffect(() => {
    const element = box.current;
    if (!element || columns <= size) return;
    const look = () => {
      // The first one is the rows' numbers'.
      const heads = [...element.querySelectorAll<HTMLElement>("[role=columnheader]")].slice(1);
      const ends = heads.map((head) => head.offsetLeft + head.offsetWidth);
      const { scrollLeft, clientWidth } = element;
      const found = groupsBetween(ends, scrollLeft, scrollLeft + clientWidth, size);
      setGroups((known) => (known.join() === found.join() ? known : found));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [box, columns, size]);
  return groups;
}
