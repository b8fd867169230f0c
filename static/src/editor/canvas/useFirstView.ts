import { getViewportForBounds, useStoreApi, type Viewport } from "@xyflow/react";
import { type RefObject, useLayoutEffect, useState } from "react";
import type { FlowEdge, FlowNode } from "./flow";
import { boundsOf } from "./overviewDrawing";
import { useCanvasStore } from "./state";
import { FIT, isFar, isTiny, MIN_ZOOM } from "./zoomLevels";

/**
 * Sizes and ports of all nodes are given, see flow.ts. Measured from what is drawn, which React Flow does once
 * for each card, those seen from afar would have no ports: no line ends at them, and none starts there.
 */
function unmeasured(): void {}

/**
 * The view that everything fits into, known before anything is drawn; null until the surface is measured.
 *
 * React Flow by itself draws at full size first, and fits what it has drawn into view then: everything twice.
 */
export function useFirstView(
  surface: RefObject<HTMLElement | null>,
  nodes: readonly FlowNode[],
): Viewport | null {
  const flow = useStoreApi<FlowNode, FlowEdge>();
  const canvas = useCanvasStore();
  const [view, setView] = useState<Viewport | null>(null);
  useLayoutEffect(() => {
    const element = surface.current;
    // Later the view stays where the user left it.
    if (view || !element) return;
    const { clientWidth: width, clientHeight: height } = element;
    const bounds = boundsOf(nodes);
    const first =
      bounds && width > 0 && height > 0
        ? getViewportForBounds(bounds, width, height, MIN_ZOOM, FIT.maxZoom, FIT.padding)
        : { x: 0, y: 0, zoom: 1 };
    flow.setState({
      width,
      height,
      transform: [first.x, first.y, first.zoom],
      updateNodeInternals: unmeasured,
    });
    canvas.setState({ far: isFar(first.zoom, false), tiny: isTiny(first.zoom, false) });
    setView(first);
  }, [canvas, flow, nodes, surface, view]);
  return view;
}
