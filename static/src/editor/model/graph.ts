import type { EditorDocument } from "./types";

type Edges = EditorDocument["edges"];
const NOBODY: ReadonlySet<string> = new Set();

/** The neighbours of each node; kept as long as the edges stay the same object. */
class Graph {
  readonly upstream = new Map<string, string[]>();
  readonly downstream = new Map<string, string[]>();
  private readonly above = new Map<string, ReadonlySet<string>>();
  private readonly below = new Map<string, ReadonlySet<string>>();

  constructor(edges: Edges) {
    for (const edge of edges) {
      append(this.upstream, edge.downstream, edge.upstream);
      append(this.downstream, edge.upstream, edge.downstream);
    }
  }

  ancestors(id: string): ReadonlySet<string> {
    return remembered(this.above, this.upstream, id);
  }

  descendants(id: string): ReadonlySet<string> {
    return remembered(this.below, this.downstream, id);
  }
}

const graphs = new WeakMap<Edges, Graph>();
const orders = new WeakMap<EditorDocument["nodes"], { edges: Edges; order: readonly string[] }>();

/** The graph of these edges; remembered only for the store's, which never change. */
function graphOf({ edges }: Pick<EditorDocument, "edges">): Graph {
  if (!Object.isFrozen(edges)) return new Graph(edges);
  let graph = graphs.get(edges);
  if (!graph) {
    graph = new Graph(edges);
    graphs.set(edges, graph);
  }
  return graph;
}

/** All nodes that end before this one starts. */
export function ancestors(document: Pick<EditorDocument, "edges">, id: string): ReadonlySet<string> {
  return graphOf(document).ancestors(id);
}

/** All nodes that wait for this one. */
export function descendants(document: Pick<EditorDocument, "edges">, id: string): ReadonlySet<string> {
  return graphOf(document).descendants(id);
}

/** The nodes with an edge straight into this one. */
export function upstreamOf(document: Pick<EditorDocument, "edges">, id: string): readonly string[] {
  return graphOf(document).upstream.get(id) ?? [];
}

/** The nodes with an edge straight out of this one. */
export function downstreamOf(document: Pick<EditorDocument, "edges">, id: string): readonly string[] {
  return graphOf(document).downstream.get(id) ?? [];
}

export function isConnected(
  document: Pick<EditorDocument, "edges">,
  upstream: string,
  downstream: string,
): boolean {
  return downstreamOf(document, upstream).includes(downstream);
}

/** Whether an edge from `upstream` to `downstream` would close a circle. */
export function wouldCycle(
  document: Pick<EditorDocument, "edges">,
  upstream: string,
  downstream: string,
): boolean {
  return upstream === downstream || graphOf(document).descendants(downstream).has(upstream);
}

/**
 * The ids of all nodes, each after its ancestors, otherwise in the document's order.
 *
 * Nodes in a circle, which only a document from elsewhere can have, come last.
 */
export function topologicalOrder(document: Pick<EditorDocument, "nodes" | "edges">): readonly string[] {
  const { nodes, edges } = document;
  const known = orders.get(nodes);
  if (known?.edges === edges) return known.order;
  const order = sorted(
    nodes.map(({ id }) => id),
    graphOf(document),
  );
  if (Object.isFrozen(nodes) && Object.isFrozen(edges)) orders.set(nodes, { edges, order });
  return order;
}

/** The edges without those that close a circle; the very same array if there are none. */
export function withoutCircles(edges: Edges): Edges {
  const { downstream } = new Graph(edges);
  const closing = new Set<string>();
  const done = new Set<string>();
  for (const start of downstream.keys()) {
    if (!done.has(start)) findClosing(start, downstream, done, closing);
  }
  if (closing.size === 0) return edges;
  return edges.filter((edge) => !closing.has(JSON.stringify([edge.upstream, edge.downstream])));
}

/** Walks down from a node, depth first: an edge back to a node on the way closes a circle. */
function findClosing(
  start: string,
  next: ReadonlyMap<string, string[]>,
  done: Set<string>,
  closing: Set<string>,
): void {
  const way = [{ id: start, next: 0 }];
  const onWay = new Set([start]);
  for (let here = way.at(-1); here; here = way.at(-1)) {
    const down = next.get(here.id)?.[here.next];
    here.next += 1;
    if (down === undefined) {
      way.pop();
      onWay.delete(here.id);
      done.add(here.id);
    } else if (onWay.has(down)) {
      closing.add(JSON.stringify([here.id, down]));
    } else if (!done.has(down)) {
      way.push({ id: down, next: 0 });
      onWay.add(down);
    }
  }
}

function sorted(ids: readonly string[], graph: Graph): readonly string[] {
  const position = new Map(ids.map((id, index) => [id, index]));
  const waiting = new Map(
    ids.map((id) => [id, (graph.upstream.get(id) ?? []).filter((up) => position.has(up)).length]),
  );
  const ready = ids.filter((id) => waiting.get(id) === 0);
  const order: string[] = [];
  for (let next = 0; next < ready.length; next += 1) {
    const id = ready[next];
    if (id === undefined) break;
    order.push(id);
    for (const down of graph.downstream.get(id) ?? []) {
      const left = (waiting.get(down) ?? 0) - 1;
      waiting.set(down, left);
      if (left === 0) ready.push(down);
    }
  }
  const done = new Set(order);
  return [...order, ...ids.filter((id) => !done.has(id))];
}

function append(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function remembered(
  known: Map<string, ReadonlySet<string>>,
  next: ReadonlyMap<string, string[]>,
  id: string,
): ReadonlySet<string> {
  if (!next.has(id)) return NOBODY;
  let found = known.get(id);
  if (!found) {
    found = reached(next, id);
    known.set(id, found);
  }
  return found;
}

function reached(next: ReadonlyMap<string, string[]>, start: string): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = [...(next.get(start) ?? [])];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    pending.push(...(next.get(id) ?? []));
  }
  return found;
}
