import { Box } from "@chakra-ui/react";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Point } from "../model/types";
import { useOperations } from "./OperationsContext";

interface FloatingProps {
  /** On the surface, in pixels from its top left. */
  at: Point;
  label: string;
  width: number;
  children: ReactNode;
  onClose: () => void;
}

const MARGIN = 8;

/** A small panel at a place of the canvas; Escape and a click elsewhere close it. */
export function Floating({ at, label, width, children, onClose }: FloatingProps) {
  const operations = useOperations();
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Point>(at);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const element = box.current;
    const area = element?.offsetParent;
    if (!element || !area) return;
    const settle = () => {
      setPlace({
        x: Math.max(MARGIN, Math.min(at.x, area.clientWidth - element.offsetWidth - MARGIN)),
        y: Math.max(MARGIN, Math.min(at.y, area.clientHeight - element.offsetHeight - MARGIN)),
      });
    };
    settle();
    const watch = new ResizeObserver(settle);
    watch.observe(element);
    return () => watch.disconnect();
  }, [at]);

  useEffect(() => {
    const outside = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) close.current();
    };
    document.addEventListener("pointerdown", outside, true);
    return () => document.removeEventListener("pointerdown", outside, true);
  }, []);

  return (
    <Box
      aria-label={label}
      bg="bg.panel"
      borderRadius="md"
      borderWidth={1}
      left={`${place.x}px`}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
        operations.focusSurface();
      }}
      overflow="hidden"
      position="absolute"
      ref={box}
      role="dialog"
      shadow="lg"
      top={`${place.y}px`}
      width={`${width}px`}
      zIndex={20}
    >
      {children}
    </Box>
  );
}
