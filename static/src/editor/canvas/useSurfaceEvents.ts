import { useReactFlow } from "@xyflow/react";
import {
  type DragEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useEffect,
  useMemo,
} from "react";
import type { PieceCatalogue } from "../model/catalogue";
import type { Point } from "../model/types";
import { isPieceDrag, pieceOf } from "../palette/dragging";
import type { FlowEdge, FlowNode } from "./flow";
import { useOperations } from "./OperationsContext";
import { useCanvasStore } from "./state";
import { cardOf, centred, isPane, lineOf, pointOf } from "./underPointer";
import type { LineFinder } from "./useLines";

interface Wanted {
  pieces: PieceCatalogue;
  surface: RefObject<HTMLElement | null>;
  /** Where the pointer was last, on the canvas. */
  pointer: RefObject<Point | null>;
  /** Whether dragged cards go where they are dragged, and onto no line. */
  free: RefObject<boolean>;
  finder: LineFinder;
}

/** What the pointer does on the surface as a whole: Pieces from the palette, quick add, what lies below it. */
export function useSurfaceEvents({ pieces, surface, pointer, free, finder }: Wanted) {
  const canvas = useCanvasStore();
  const operations = useOperations();
  const flow = useReactFlow<FlowNode, FlowEdge>();

  useEffect(() => {
    const end = () => {
      // A drag that ends outside of the window tells nobody else.
      if (canvas.getState().dropEdge !== null) canvas.setState({ dropEdge: null });
    };
    window.addEventListener("dragend", end);
    return () => window.removeEventListener("dragend", end);
  }, [canvas]);

  return useMemo(() => {
    const hover = (id: string | null) => {
      if (canvas.getState().hovered !== id) canvas.setState({ hovered: id });
    };
    const follow = (event: PointerEvent) => {
      const { connecting, far, tiny } = canvas.getState();
      // Whatever is dragged passes over much that nobody wants.
      if ((event.buttons !== 0 && !connecting) || !(event.target instanceof Element)) return;
      const card = far ? cardOf(event.target) : null;
      hover(card ?? (tiny ? finder.lineAt(pointOf(event)) : lineOf(event.target)));
    };
    return {
      onDoubleClick(event: MouseEvent) {
        const at = pointOf(event);
        if (!isPane(at)) return;
        const area = surface.current?.getBoundingClientRect();
        operations.openQuickAdd({
          at: centred(flow.screenToFlowPosition(at)),
          screen: { x: at.x - (area?.left ?? 0), y: at.y - (area?.top ?? 0) },
        });
      },
      onDragLeave() {
        canvas.setState({ dropEdge: null });
      },
      onDragOver(event: DragEvent) {
        if (!isPieceDrag(event) || canvas.getState().readOnly) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        const id = finder.lineAt(pointOf(event));
        if (canvas.getState().dropEdge !== id) canvas.setState({ dropEdge: id });
      },
      onDrop(event: DragEvent) {
        const piece = pieceOf(event, pieces);
        const at = pointOf(event);
        const edge = finder.edgeAt(at);
        canvas.setState({ dropEdge: null });
        if (!piece) return;
        event.preventDefault();
        const place = centred(flow.screenToFlowPosition(at));
        operations.addPiece(piece, edge ? { at: place, into: edge } : { at: place });
        operations.focusSurface();
      },
      onPointerLeave() {
        pointer.current = null;
        hover(null);
      },
      onPointerMove(event: PointerEvent) {
        pointer.current = flow.screenToFlowPosition(pointOf(event));
        free.current = event.altKey;
        // Lines that are no elements of their own can't be entered.
        if (canvas.getState().tiny) follow(event);
      },
      onPointerOver: follow,
    };
  }, [canvas, finder, flow, free, operations, pieces, pointer, surface]);
}
