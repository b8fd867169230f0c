import { type ReactNode, startTransition, useEffect, useState } from "react";

interface AfterPaintProps {
  children: ReactNode;
  /** What keeps the room until then, so that nothing moves. */
  instead?: ReactNode;
  /** Nothing is in a hurry: it is drawn at once. */
  atOnce?: boolean;
}

/** Draws what is in it once the first picture is on the screen, bit by bit: what people do goes first. */
export function AfterPaint({ children, instead = null, atOnce = false }: AfterPaintProps) {
  const [isPast, setPast] = useState(atOnce);
  useEffect(() => {
    if (isPast) return;
    let timer = 0;
    // The frame's own work comes before its picture, a timer set within it comes after.
    const frame = window.requestAnimationFrame(() => {
      timer = window.setTimeout(() => startTransition(() => setPast(true)), 0);
    });
    return () => {
      window.cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, [isPast]);
  return isPast ? children : instead;
}
