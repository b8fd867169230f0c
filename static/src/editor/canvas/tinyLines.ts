/**
 * Lines between cards as they are seen from very far away: one element for all that look alike instead of four
 * elements for each. What is below the pointer is found by reckoning.
 */
import { getBezierPath, type NodeHandle, Position } from "@xyflow/react";
import type { Point } from "../model/types";
import type { FlowEdge, FlowNode, Moved } from "./flow";
import { lineState } from "./marks";
import type { NodeRunState } from "./runState";

/** How far lines swing out. */
export const CURVATURE = 0.3;
/** How near to a line the pointer meets it, in the canvas's pixels; the same as in far.css. */
export const FAR_REACH = 30;
/** A line is looked at as so many straight pieces. */
const PIECES = 24;

export interface TinyLine {
  edge: FlowEdge;
  from: FlowNode;
  to: FlowNode;
  /** As an SVG path has it. */
  path: string;
}

/** The lines between these nodes; what didn't change since `before` stays the same object. */
export function tinyLines(
  edges: readonly FlowEdge[],
  nodes: readonly FlowNode[],
  before: readonly TinyLine[],
): TinyLine[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const old = new Map(before.map((line) => [line.edge.id, line]));
  const lines: TinyLine[] = [];
  for (const edge of edges) {
    const from = byId.get(edge.source);
    const to = byId.get(edge.target);
    if (!from || !to) continue;
    const was = old.get(edge.id);
    const isSame = was?.edge === edge && was.from === from && was.to === to;
    lines.push(isSame ? was : { edge, from, to, path: pathBetween(from, to) });
  }
  return lines;
}

function pathBetween(from: FlowNode, to: FlowNode): string {
  const source = portOf(from, "source");
  const target = portOf(to, "target");
  const [path] = getBezierPath({
    sourceX: source.x,
    sourceY: source.y,
    sourcePosition: source.position,
    targetX: target.x,
    targetY: target.y,
    targetPosition: target.position,
    curvature: CURVATURE,
  });
  return path;
}

/** Where a line meets a card: at the outer side of its port. */
function portOf(
  { position: at, handles }: FlowNode,
  type: NodeHandle["type"],
): Point & { position: Position } {
  const port = handles?.find((handle) => handle.type === type);
  if (!port) return { ...at, position: type === "source" ? Position.Right : Position.Left };
  const { position, width = 0, height = 0 } = port;
  const along = {
    [Position.Left]: 0,
    [Position.Right]: width,
    [Position.Top]: width / 2,
    [Position.Bottom]: width / 2,
  };
  const down = {
    [Position.Left]: height / 2,
    [Position.Right]: height / 2,
    [Position.Top]: 0,
    [Position.Bottom]: height,
  };
  return { x: at.x + port.x + along[position], y: at.y + port.y + down[position], position };
}

/** The lines as few paths, by the classes of what looks alike; apart are those whose ends are being moved. */
export function pathsByLook(
  lines: readonly TinyLine[],
  states: ReadonlyMap<string, NodeRunState>,
  moving: Moved,
): ReadonlyMap<string, string> {
  const parts = new Map<string, string[]>();
  for (const { edge, path } of lines) {
    const { source, target } = edge;
    const state = lineState(states, source, target);
    const look = [
      edge.data?.orderOnly ? "order-only" : "",
      state ? `state-${state}` : "",
      moving.has(source) || moving.has(target) ? "moving" : "",
    ]
      .filter(Boolean)
      .join(" ");
    const alike = parts.get(look);
    if (alike) alike.push(path);
    else parts.set(look, [path]);
  }
  return new Map([...parts].map(([look, paths]) => [look, paths.join("")]));
}

/** The line nearest to a place of the canvas, by its id; null if none is within reach. */
export function lineNear(lines: readonly TinyLine[], at: Point, reach: number): string | null {
  let best: string | null = null;
  let least = reach;
  for (const line of lines) {
    const away = distance(curveOf(line), at, least);
    if (away > least) continue;
    best = line.edge.id;
    least = away;
  }
  return best;
}

/** A Bézier curve's start, its two control points and its end: x and y in turn. */
type Curve = readonly number[];
const curves = new WeakMap<TinyLine, Curve>();

function curveOf(line: TinyLine): Curve {
  let curve = curves.get(line);
  if (!curve) {
    curve = (line.path.match(/-?\d[\d.e+-]*/g) ?? []).map(Number);
    curves.set(line, curve);
  }
  return curve;
}

function distance(curve: Curve, { x, y }: Point, reach: number): number {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = curve;
  // A curve stays within its points.
  const isAside =
    x < Math.min(x0, x1, x2, x3) - reach ||
    x > Math.max(x0, x1, x2, x3) + reach ||
    y < Math.min(y0, y1, y2, y3) - reach ||
    y > Math.max(y0, y1, y2, y3) + reach;
  if (isAside) return Number.POSITIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  let from = { x: x0, y: y0 };
  for (let piece = 1; piece <= PIECES; piece += 1) {
    const t = piece / PIECES;
    const to = { x: bezier(t, x0, x1, x2, x3), y: bezier(t, y0, y1, y2, y3) };
    least = Math.min(least, distanceToPiece({ x, y }, from, to));
    from = to;
  }
  return least;
}

function bezier(t: number, a: number, b: number, c: number, d: number): number {
  const s = 1 - t;
  return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
}

function distanceToPiece(at: Point, from: Point, to: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((at.x - from.x) * dx + (at.y - from.y) * dy) / length;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(at.x - from.x - t * dx, at.y - from.y - t * dy);
}
