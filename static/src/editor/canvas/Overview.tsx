import { Panel, useReactFlow, useStoreApi } from "@xyflow/react";
import { type PointerEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useColorMode } from "../../app/colorMode";
import type { FlowEdge, FlowNode } from "./flow";
import type { Box } from "./guides";
import { colorsOf, type Drawn, drawMap, drawnContent, type Size } from "./overviewDrawing";
import { isAllSeen, type MapView, offMap } from "./overviewMath";
import { useCanvasStore } from "./state";

const WIDTH = 160;
const HEIGHT = 104;
/** While things are dragged, the map follows less often than the screen, in milliseconds. */
const PAUSE = 120;

/**
 * A small map of everything, with what is seen of it, while there is more than that; dragging on it moves the
 * view, the wheel zooms.
 */
export function Overview() {
  const { t } = useTranslation();
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const paper = useRef<HTMLCanvasElement>(null);
  const map = useMap(paper);

  const go = (event: PointerEvent) => {
    if (event.buttons !== 1 || !map.current) return;
    const box = event.currentTarget.getBoundingClientRect();
    const at = offMap(map.current, { x: event.clientX - box.left, y: event.clientY - box.top });
    void flow.setCenter(at.x, at.y, { zoom: flow.getZoom() });
  };
  useEffect(() => {
    const element = paper.current;
    const zoom = (event: WheelEvent) => {
      event.preventDefault();
      event.stopPropagation();
      void flow.zoomTo(flow.getZoom() * 2 ** (-event.deltaY * 0.002));
    };
    // React listens to wheels passively: the page would scroll as well.
    element?.addEventListener("wheel", zoom, { passive: false });
    return () => element?.removeEventListener("wheel", zoom);
  }, [flow]);

  return (
    <Panel className="overview" position="bottom-right">
      <canvas
        aria-label={t("editor.canvas.minimap")}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          go(event);
        }}
        onPointerMove={go}
        ref={paper}
        role="img"
        style={{ width: WIDTH, height: HEIGHT }}
      />
    </Panel>
  );
}

/** Keeps the map drawn; returns what it shows. */
function useMap(paper: React.RefObject<HTMLCanvasElement | null>): React.RefObject<MapView | null> {
  const store = useStoreApi<FlowNode, FlowEdge>();
  const canvas = useCanvasStore();
  const mode = useColorMode();
  const map = useRef<MapView | null>(null);

  useEffect(() => {
    // Named so that the map is drawn anew in the other colours.
    void mode;
    const element = paper.current;
    const panel = element?.parentElement;
    const pen = element?.getContext("2d");
    if (!element || !panel || !pen) return;
    const size: Size = { width: WIDTH, height: HEIGHT, density: window.devicePixelRatio || 1 };
    element.width = size.width * size.density;
    element.height = size.height * size.density;
    let colors = colorsOf(element);
    let drawn: Drawn | null = null;
    let frame = 0;
    let timer = 0;

    const draw = () => {
      frame = 0;
      drawn ??= drawnContent(
        { nodes: store.getState().nodes, states: canvas.getState().states },
        size,
        colors,
      );
      const seen = seenIn(store.getState());
      map.current = drawMap(pen, drawn, seen, size, colors);
      // Else it would lie upon cards and tell nothing.
      panel.style.visibility = isAllSeen(drawn.bounds, seen) ? "hidden" : "visible";
    };
    const soon = () => {
      frame ||= window.requestAnimationFrame(draw);
    };
    const later = () => {
      timer ||= window.setTimeout(() => {
        timer = 0;
        colors = colorsOf(element);
        drawn = null;
        soon();
      }, PAUSE);
    };
    soon();
    // React Flow takes on the other colours a moment after us, and what is in it has its colours.
    later();
    const stop = [
      store.subscribe((state, before) => {
        if (state.nodes !== before.nodes) later();
        const isMoved = state.transform !== before.transform;
        if (isMoved || state.width !== before.width || state.height !== before.height) soon();
      }),
      canvas.subscribe((state, before) => {
        if (state.states !== before.states) later();
      }),
    ];
    return () => {
      window.cancelAnimationFrame(frame);
      window.clearTimeout(timer);
      for (const end of stop) end();
    };
  }, [paper, store, canvas, mode]);
  return map;
}

function seenIn({ transform: [x, y, zoom], width, height }: View): Box {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}

interface View {
  transform: [number, number, number];
  width: number;
  height: number;
}
