import { type NodeMouseHandler, type OnConnectEnd, type OnConnectStart, useReactFlow } from "@xyflow/react";
import { type RefObject, useMemo } from "react";
import { useEditorStore } from "../model/context";
import { downstreamOf, upstreamOf } from "../model/graph";
import { type FlowEdge, type FlowNode, groupIdOf } from "./flow";
import { useOperations } from "./OperationsContext";
import { useCanvasStore } from "./state";
import { centred, isPane, nodeAt, pointOf } from "./underPointer";
import type { LineFinder } from "./useLines";

type AnyPointer = MouseEvent | TouchEvent;

/** What clicks and connections on the canvas do. */
export function useFlowEvents(surface: RefObject<HTMLElement | null>, finder: LineFinder) {
  const editor = useEditorStore();
  const canvas = useCanvasStore();
  const operations = useOperations();
  const flow = useReactFlow<FlowNode, FlowEdge>();

  return useMemo(() => {
    const onNodeClick: NodeMouseHandler<FlowNode> = (event, node) => {
      operations.focusSurface();
      const many = event.shiftKey || event.ctrlKey || event.metaKey;
      const group = groupIdOf(node.id);
      if (group !== null) {
        const members = operations.membersOf(node.id);
        editor.getState().select(many ? [...editor.getState().selection, ...members] : members);
      }
      canvas.setState({ current: node.id, edges: new Set() });
      if (!many && node.type === "piece") editor.getState().focus(node.id);
    };

    const onPaneClick = () => {
      operations.focusSurface();
      canvas.setState({ current: null, edges: new Set(), quickAdd: null, wiring: null });
      editor.getState().select([]);
      editor.getState().focus(null);
    };

    const onConnectStart: OnConnectStart = (_event, { nodeId, handleType }) => {
      if (nodeId !== null) operations.startConnecting(nodeId, handleType === "source", false);
    };

    const onConnectEnd: OnConnectEnd = (event, state) => {
      const { connecting: started } = canvas.getState();
      if (!started) return;
      const at = pointOf(event);
      const target = state.toNode?.id ?? nodeAt(at);
      const area = surface.current?.getBoundingClientRect();
      const screen = { x: at.x - (area?.left ?? 0), y: at.y - (area?.top ?? 0) };
      if (target !== undefined) {
        operations.finishConnecting(target, screen);
        return;
      }
      canvas.setState({ connecting: null });
      if (!isPane(at)) return;
      const place = centred(flow.screenToFlowPosition(at));
      const beside = started.forward ? { after: started.from } : { before: started.from };
      operations.openQuickAdd({ at: place, screen, ...beside });
    };

    /** A single card without connections that is dropped onto a line goes into it. */
    const threadDropped = (event: AnyPointer | React.MouseEvent, node: FlowNode) => {
      if (node.type !== "piece") return;
      const { document } = editor.getState();
      if (upstreamOf(document, node.id).length > 0 || downstreamOf(document, node.id).length > 0) return;
      const edge = finder.edgeAt(pointOf(event));
      if (edge) operations.thread(node.id, edge.upstream, edge.downstream);
    };

    return { onNodeClick, onPaneClick, onConnectStart, onConnectEnd, threadDropped };
  }, [canvas, editor, finder, flow, operations, surface]);
}
