import type { EditorDocument, Point } from "./types";

/** From card to card along the flow, and across it: cards have the same size everywhere. */
const ALONG = 304;
const ACROSS = 96;

/**
 * Places for nodes that have none, such as those of a document that a script wrote: in layers along the flow, each
 * near what it comes after; below those that have a place.
 */
export function withPlaces(
  document: EditorDocument,
  known: Readonly<Record<string, Point>>,
  orientation: "horizontal" | "vertical",
): Record<string, Point> {
  const missing = document.nodes.filter(({ id }) => !Object.hasOwn(known, id)).map(({ id }) => id);
  if (missing.length === 0) return known;
  const ids = new Set(missing);
  const edges = document.edges.filter(({ upstream, downstream }) => ids.has(upstream) && ids.has(downstream));
  const rows = new Map<string, number>();
  const places: Record<string, Point> = { ...known };
  const start = below(Object.values(known));
  for (const [layer, members] of layersOf(missing, edges).entries()) {
    const wish = (id: string) => {
      const above = edges.flatMap((edge) => (edge.downstream === id ? [rows.get(edge.upstream) ?? 0] : []));
      return above.length === 0 ? 0 : above.reduce((sum, row) => sum + row, 0) / above.length;
    };
    const sorted = members.map((id) => ({ id, at: wish(id) })).sort((a, b) => a.at - b.at);
    for (const [row, { id }] of sorted.entries()) {
      rows.set(id, row);
      places[id] =
        orientation === "horizontal"
          ? { x: start.x + layer * ALONG, y: start.y + row * ACROSS }
          : { x: start.x + row * ALONG, y: start.y + layer * ACROSS };
    }
  }
  return places;
}

function below(places: readonly Point[]): Point {
  if (places.length === 0) return { x: 0, y: 0 };
  const left = Math.min(...places.map(({ x }) => x));
  return { x: left, y: Math.max(...places.map(({ y }) => y)) + ACROSS };
}

/** Nodes by how many others, at the most, lie between them and a start; a circle ends where it was cut. */
function layersOf(ids: readonly string[], edges: EditorDocument["edges"]): string[][] {
  const depth = new Map(ids.map((id) => [id, 0]));
  let isSettled = false;
  for (let pass = 0; pass < ids.length && !isSettled; pass += 1) {
    isSettled = true;
    for (const { upstream, downstream } of edges) {
      const least = (depth.get(upstream) ?? 0) + 1;
      if (least <= (depth.get(downstream) ?? 0)) continue;
      depth.set(downstream, least);
      isSettled = false;
    }
  }
  const layers = new Map<number, string[]>();
  for (const [id, at] of depth) layers.set(at, [...(layers.get(at) ?? []), id]);
  return [...layers].sort(([one], [other]) => one - other).map(([, members]) => members);
}
