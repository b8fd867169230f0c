import { useReactFlow } from "@xyflow/react";
import { useEffect, useMemo, useRef } from "react";
import type { Point } from "../model/types";
import type { FlowEdge, FlowNode } from "./flow";
import { useCanvas, useCanvasStore } from "./state";
import { FAR_REACH, lineNear, type TinyLine, tinyLines } from "./tinyLines";
import { lineAt } from "./underPointer";

const NO_EDGES: FlowEdge[] = [];
const NO_LINES: readonly TinyLine[] = [];

/** An edge of the document. */
type DocumentEdge = { upstream: string; downstream: string };

export interface LineFinder {
  /** The line at a point of the screen, by its id in React Flow. */
  lineAt: (at: Point) => string | null;
  /** The edge of the document at a point of the screen; none where the line stands for several. */
  edgeAt: (at: Point) => DocumentEdge | null;
}

export interface Lines {
  /** Those that are elements of their own: from very far away, only what is chosen or pointed at. */
  edges: FlowEdge[];
  /** All, as they are drawn from very far away; else none. */
  tiny: readonly TinyLine[];
  finder: LineFinder;
}

/** How lines are drawn and found: each by itself, or from very far away all at once. */
export function useLines(edges: FlowEdge[], nodes: readonly FlowNode[]): Lines {
  const isTiny = useCanvas((state) => state.tiny);
  const ids = useMemo(() => new Set(edges.map(({ id }) => id)), [edges]);
  const hovered = useCanvas((state) =>
    state.tiny && state.hovered !== null && ids.has(state.hovered) ? state.hovered : null,
  );
  const over = useCanvas((state) => (state.tiny ? state.dropEdge : null));
  const before = useRef(NO_LINES);
  const tiny = useMemo(() => {
    before.current = isTiny ? tinyLines(edges, nodes, before.current) : NO_LINES;
    return before.current;
  }, [edges, isTiny, nodes]);
  const shown = useMemo(() => {
    if (!isTiny) return edges;
    const touched = edges.filter(({ id, selected }) => selected || id === hovered || id === over);
    return touched.length === 0 ? NO_EDGES : touched;
  }, [edges, hovered, isTiny, over]);
  return { edges: shown, tiny, finder: useFinder(edges, tiny) };
}

function useFinder(edges: readonly FlowEdge[], tiny: readonly TinyLine[]): LineFinder {
  const canvas = useCanvasStore();
  const flow = useReactFlow();
  const now = useRef({ edges, tiny });
  useEffect(() => {
    now.current = { edges, tiny };
  }, [edges, tiny]);
  return useMemo(() => {
    const find = (at: Point): string | null => {
      const drawn = lineAt(at);
      if (drawn !== null || !canvas.getState().tiny) return drawn;
      return lineNear(now.current.tiny, flow.screenToFlowPosition(at), FAR_REACH);
    };
    return {
      lineAt: find,
      edgeAt: (at) => {
        const id = find(at);
        const found = now.current.edges.find((edge) => edge.id === id)?.data?.edges;
        return found?.length === 1 ? (found[0] ?? null) : null;
      },
    };
  }, [canvas, flow]);
}
