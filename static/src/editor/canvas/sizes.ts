import type { Box } from "./guides";
import { around } from "./guides";

/** Every card has the same size, so that nothing has to be measured before it is drawn. */
export const CARD = { width: 232, height: 64 };
/** Space between a group's frame and its nodes; the title is above. */
export const FRAME = { side: 20, top: 48 };

/** The frame around the boxes of a group's nodes. */
export function frameAround(boxes: readonly Box[]): Box | null {
  const hull = around(boxes, FRAME.side);
  return (
    hull && { ...hull, y: hull.y - FRAME.top + FRAME.side, height: hull.height + FRAME.top - FRAME.side }
  );
}
