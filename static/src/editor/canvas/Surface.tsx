import { ReactFlow, SelectionMode, useReactFlow, type Viewport } from "@xyflow/react";
import { type RefObject, useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useColorMode } from "../../app/colorMode";
import type { PieceCatalogue } from "../model/catalogue";
import { useEditor, useEditorStore } from "../model/context";
import type { Point } from "../model/types";
import { Backdrop } from "./Backdrop";
import { Connection } from "./Connection";
import { ConnectionLine } from "./ConnectionLine";
import type { FlowEdge, FlowNode } from "./flow";
import { GroupCard } from "./GroupCard";
import { Guides } from "./Guides";
import type { Box } from "./guides";
import { NoteCard } from "./NoteCard";
import { Overview } from "./Overview";
import { PieceCard } from "./PieceCard";
import { takenBoxes } from "./placing";
import { useCanvas } from "./state";
import { TinyLines } from "./TinyLines";
import { useFirstView } from "./useFirstView";
import { type Flow, useFlow } from "./useFlow";
import { useFlowEvents } from "./useFlowEvents";
import { type Lines, useLines } from "./useLines";
import { useMoving } from "./useMoving";
import { useSurfaceEvents } from "./useSurfaceEvents";
import { MAX_ZOOM, MIN_ZOOM } from "./zoomLevels";

// What is given to React Flow stays the same object, else all of it is rendered at each frame of a drag.
const NODE_TYPES = { piece: PieceCard, note: NoteCard, cluster: GroupCard };
const EDGE_TYPES = { flow: Connection };
const MANY_KEYS = ["Shift", "Control", "Meta"];
const PAN_BUTTONS = { selecting: [1, 2], moving: [0, 1, 2] };
/** Pixels a frame: gently, as ports may lie near the edge where the view begins to move. */
const AUTO_PAN_SPEED = 6;
const ATTRIBUTION = { hideAttribution: false };

interface SurfaceProps {
  pieces: PieceCatalogue;
  surface: RefObject<HTMLDivElement | null>;
  pointer: RefObject<Point | null>;
}

/** The canvas itself. */
export function Surface({ pieces, surface, pointer }: SurfaceProps) {
  const { t } = useTranslation();
  const current = useCanvas((state) => state.current);
  const connecting = useCanvas((state) =>
    state.connecting === null ? "" : state.connecting.forward ? "connecting-forward" : "connecting-back",
  );
  const flow = useFlow(pieces, useView(surface));
  const firstView = useFirstView(surface, flow.nodes);
  const lines = useLines(flow.edges, flow.nodes);
  const events = useSurfaceEvents({ pieces, surface, pointer, free: flow.free, finder: lines.finder });

  return (
    <div
      aria-activedescendant={current === null ? undefined : `canvas-item-${current}`}
      aria-describedby="canvas-help"
      aria-label={t("editor.canvas.label")}
      className="domino-canvas"
      data-canvas-surface
      data-connecting={connecting}
      {...events}
      ref={surface}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is what keys go to
      tabIndex={0}
    >
      {connecting === "" || current === null ? null : <Raised id={current} />}
      <span hidden id="canvas-help">
        {t("editor.canvas.help")}
      </span>
      {firstView ? <Drawing firstView={firstView} flow={flow} lines={lines} surface={surface} /> : null}
    </div>
  );
}

/** The node that keys go to, above the others, as what a connection would mean is said below its card. */
function Raised({ id }: { id: string }) {
  return <style>{`.react-flow__node[data-id="${CSS.escape(id)}"] { z-index: 20 !important; }`}</style>;
}

/** What useFlow has to know of the view. */
function useView(surface: RefObject<HTMLElement | null>) {
  const editor = useEditorStore();
  const flow = useReactFlow<FlowNode, FlowEdge>();
  return useMemo(
    () => ({
      zoom: () => flow.getZoom(),
      /** Boxes to line up with: those seen, without what is dragged. */
      visible: (): Box[] => {
        const { document, layout, selection } = editor.getState();
        const area = surface.current?.getBoundingClientRect();
        if (!area) return [];
        const from = flow.screenToFlowPosition({ x: area.left, y: area.top });
        const to = flow.screenToFlowPosition({ x: area.right, y: area.bottom });
        const still = document.nodes.filter(({ id }) => !selection.has(id));
        return takenBoxes({ document: { ...document, nodes: still }, layout }).filter(
          ({ x, y, width, height }) => x + width > from.x && x < to.x && y + height > from.y && y < to.y,
        );
      },
    }),
    [editor, flow, surface],
  );
}

interface DrawingProps {
  firstView: Viewport;
  flow: Flow;
  lines: Lines;
  surface: RefObject<HTMLElement | null>;
}

function Drawing({ firstView, flow, lines, surface }: DrawingProps) {
  const colorMode = useColorMode();
  const selecting = useCanvas((state) => state.selecting);
  const minimap = useCanvas((state) => state.minimap);
  const readOnly = useCanvas((state) => state.readOnly);
  const isEmpty = useEditor((state) => state.document.nodes.length === 0);
  const moving = useMoving(surface, firstView.zoom);
  const { threadDropped, ...events } = useFlowEvents(surface, lines.finder);
  const { commit, moved } = flow;
  const { onDragStart, onDragStop } = moving;

  const onNodeDragStop = useCallback(
    (event: MouseEvent | TouchEvent | React.MouseEvent, node: FlowNode) => {
      const isAlone = moved.current.size === 1 && moved.current.has(node.id);
      onDragStop();
      commit();
      if (isAlone) threadDropped(event, node);
    },
    [commit, moved, onDragStop, threadDropped],
  );
  const onSelectionDragStop = useCallback(() => {
    onDragStop();
    commit();
  }, [commit, onDragStop]);

  return (
    <ReactFlow<FlowNode, FlowEdge>
      autoPanSpeed={AUTO_PAN_SPEED}
      colorMode={colorMode}
      connectionLineComponent={ConnectionLine}
      connectionRadius={24}
      defaultViewport={firstView}
      deleteKeyCode={null}
      disableKeyboardA11y
      edges={lines.edges}
      edgesFocusable={false}
      edgeTypes={EDGE_TYPES}
      elevateEdgesOnSelect={false}
      elevateNodesOnSelect={false}
      maxZoom={MAX_ZOOM}
      minZoom={MIN_ZOOM}
      multiSelectionKeyCode={MANY_KEYS}
      nodeDragThreshold={3}
      nodes={flow.nodes}
      nodesConnectable={!readOnly}
      nodesDraggable={!readOnly}
      nodesFocusable={false}
      nodeTypes={NODE_TYPES}
      {...events}
      onEdgesChange={flow.onEdgesChange}
      onlyRenderVisibleElements
      onMove={moving.onMove}
      onMoveEnd={moving.onMoveEnd}
      onMoveStart={moving.onMoveStart}
      onNodeDragStart={onDragStart}
      onNodeDragStop={onNodeDragStop}
      onNodesChange={flow.onNodesChange}
      onSelectionDragStart={onDragStart}
      onSelectionDragStop={onSelectionDragStop}
      panActivationKeyCode="Space"
      panOnDrag={selecting ? PAN_BUTTONS.selecting : PAN_BUTTONS.moving}
      panOnScroll={selecting}
      proOptions={ATTRIBUTION}
      selectionKeyCode="Shift"
      selectionMode={SelectionMode.Partial}
      selectionOnDrag={selecting}
      zoomOnDoubleClick={false}
    >
      <Backdrop />
      {minimap && !isEmpty ? <Overview /> : null}
      <TinyLines lines={lines.tiny} moving={flow.moving} />
      <Guides />
    </ReactFlow>
  );
}
