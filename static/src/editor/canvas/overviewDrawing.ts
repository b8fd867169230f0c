/** Draws the small map of the whole workflow. */
import { known } from "../../model/states";
import type { FlowNode } from "./flow";
import { around, type Box } from "./guides";
import { type MapView, mapOf, onMap } from "./overviewMath";
import type { NodeRunState } from "./runState";

export interface MapContent {
  nodes: readonly FlowNode[];
  states: ReadonlyMap<string, NodeRunState>;
}

/** The box around all nodes; null without any. */
export function boundsOf(nodes: readonly FlowNode[]): Box | null {
  return around(nodes.map(boxOf));
}

function boxOf({ position, width = 0, height = 0 }: FlowNode): Box {
  return { ...position, width, height };
}

/** Everything there is, drawn once for many views of it. */
export interface Drawn {
  image: HTMLCanvasElement;
  bounds: Box | null;
}

type Colors = (name: string) => string;

/** The custom properties of an element, as colours. */
export function colorsOf(element: HTMLElement): Colors {
  const style = window.getComputedStyle(element);
  const known = new Map<string, string>();
  return (name) => {
    const color = known.get(name) ?? (style.getPropertyValue(name).trim() || "gray");
    known.set(name, color);
    return color;
  };
}

export function drawnContent(content: MapContent, size: Size, colors: Colors): Drawn {
  const bounds = boundsOf(content.nodes);
  const image = document.createElement("canvas");
  image.width = size.width * size.density;
  image.height = size.height * size.density;
  const pen = image.getContext("2d");
  if (!pen || !bounds) return { image, bounds };
  pen.scale(size.density, size.density);
  const map = mapOf(bounds, bounds, size);
  for (const node of content.nodes) {
    const { x, y, width, height } = onMap(map, boxOf(node));
    pen.fillStyle = colors(colorName(node, content.states));
    pen.globalAlpha = node.type === "cluster" && !node.data.group.collapsed ? 0.3 : 1;
    pen.fillRect(x, y, Math.max(width, 1), Math.max(height, 1));
  }
  return { image, bounds };
}

function colorName(node: FlowNode, states: MapContent["states"]): string {
  if (node.type === "note") return "--map-note";
  const run = states.get(node.id);
  return run?.state ? `--map-${known(run.state)}` : "--map-card";
}

export interface Size {
  width: number;
  height: number;
  /** Pixels of the screen for each of its pixels. */
  density: number;
}

/** Draws what there is and shades what is not seen of it; returns what the map then shows. */
export function drawMap(
  onto: CanvasRenderingContext2D,
  { image, bounds }: Drawn,
  seen: Box,
  size: Size,
  colors: Colors,
): MapView {
  const { width, height, density } = size;
  const map = mapOf(bounds, seen, size);
  onto.setTransform(density, 0, 0, density, 0, 0);
  onto.clearRect(0, 0, width, height);
  if (bounds) {
    const { from, scale } = mapOf(bounds, bounds, size);
    const whole = onMap(map, { ...from, width: width / scale, height: height / scale });
    onto.drawImage(image, whole.x, whole.y, whole.width, whole.height);
  }
  const view = onMap(map, seen);
  onto.fillStyle = colors("--map-shade");
  onto.globalAlpha = 0.6;
  onto.beginPath();
  onto.rect(0, 0, width, height);
  onto.rect(view.x, view.y, view.width, view.height);
  onto.fill("evenodd");
  onto.globalAlpha = 1;
  onto.strokeStyle = colors("--map-view");
  onto.strokeRect(view.x, view.y, view.width, view.height);
  return map;
}
