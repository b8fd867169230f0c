import { ViewportPortal } from "@xyflow/react";
import { memo, useMemo } from "react";
import type { Moved } from "./flow";
import { useCanvas } from "./state";
import { pathsByLook, type TinyLine } from "./tinyLines";

interface TinyLinesProps {
  lines: readonly TinyLine[];
  /** What is being dragged. */
  moving: Moved;
}

/** All lines at once, as they are seen from very far away. */
export const TinyLines = memo(function TinyLines({ lines, moving }: TinyLinesProps) {
  const states = useCanvas((state) => state.states);
  const paths = useMemo(() => pathsByLook(lines, states, moving), [lines, states, moving]);
  if (paths.size === 0) return null;
  return (
    <ViewportPortal>
      <svg aria-hidden className="tiny-lines">
        {[...paths].map(([look, path]) => (
          <path className={`flow-line ${look}`} d={path} fill="none" key={look} />
        ))}
      </svg>
    </ViewportPortal>
  );
});
