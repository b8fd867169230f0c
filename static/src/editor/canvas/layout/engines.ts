import type { ELK, ElkNode } from "elkjs/lib/elk-api";
import type { Engine, Graph, Positions } from "./plan";

export type Orientation = "horizontal" | "vertical";

/** Above this many nodes, dagre takes longer than a blink. */
export const INLINE_MOST = 250;
const BETWEEN_LAYERS = 72;
const BETWEEN_NODES = 32;

/** Arranges at once, on this thread. */
export function dagreEngine(orientation: Orientation): Engine {
  return async ({ items, edges }) => {
    const { Graph: DagreGraph, layout } = await import("@dagrejs/dagre");
    const graph = new DagreGraph();
    graph.setGraph({
      rankdir: orientation === "horizontal" ? "LR" : "TB",
      ranksep: BETWEEN_LAYERS,
      nodesep: BETWEEN_NODES,
    });
    graph.setDefaultEdgeLabel(() => ({}));
    for (const { id, width, height } of items) graph.setNode(id, { width, height });
    for (const { from, to } of edges) graph.setEdge(from, to);
    layout(graph);
    const places: Positions = new Map();
    for (const { id, width, height } of items) {
      const node = graph.node(id);
      // Dagre gives centres.
      places.set(id, { x: (node.x ?? 0) - width / 2, y: (node.y ?? 0) - height / 2 });
    }
    return fromZero(places);
  };
}

let elk: Promise<ELK> | null = null;

/** ELK is 1.6 MB: it is loaded when first needed, and works in a thread of its own. */
function loadElk(): Promise<ELK> {
  elk ??= (async () => {
    const [{ default: Elk }, { default: address }] = await Promise.all([
      import("elkjs/lib/elk-api"),
      import("elkjs/lib/elk-worker.min.js?url"),
    ]);
    return new Elk({ workerFactory: () => new Worker(address) });
  })();
  return elk;
}

/** Arranges in a worker. */
export function elkEngine(orientation: Orientation): Engine {
  return async (graph) => placesOf(await (await loadElk()).layout(elkGraph(graph, orientation)));
}

function elkGraph({ items, edges }: Graph, orientation: Orientation): ElkNode {
  return {
    id: "root",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": orientation === "horizontal" ? "RIGHT" : "DOWN",
      "elk.layered.spacing.nodeNodeBetweenLayers": String(BETWEEN_LAYERS),
      "elk.spacing.nodeNode": String(BETWEEN_NODES),
      "elk.spacing.componentComponent": String(2 * BETWEEN_NODES),
      "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
    },
    children: items.map(({ id, width, height }) => ({ id, width, height })),
    edges: edges.map(({ from, to }, index) => ({ id: `e${index}`, sources: [from], targets: [to] })),
  };
}

function placesOf(node: ElkNode): Positions {
  const places: Positions = new Map();
  for (const { id, x = 0, y = 0 } of node.children ?? []) places.set(id, { x, y });
  return fromZero(places);
}

function fromZero(places: Positions): Positions {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  for (const { x, y } of places.values()) {
    left = Math.min(left, x);
    top = Math.min(top, y);
  }
  for (const [id, { x, y }] of places) places.set(id, { x: x - left, y: y - top });
  return places;
}

export function engineFor(count: number, orientation: Orientation): Engine {
  return count <= INLINE_MOST ? dagreEngine(orientation) : elkEngine(orientation);
}
