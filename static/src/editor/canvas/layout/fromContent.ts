import type { Content, Point } from "../../model/types";
import { cardBox, collapsedInto, groupBox, groupIdOf, groupNodeId } from "../flow";
import type { Box } from "../guides";
import { FRAME } from "../sizes";
import type { Plan, Positions } from "./plan";

/** What there is to arrange in a workflow: a collapsed group is one card. */
export function planOf({ document, layout }: Content): Plan {
  const hidden = collapsedInto(layout);
  const nodes = new Map<string, Box>();
  for (const { id } of document.nodes) if (!hidden.has(id)) nodes.set(id, cardBox(layout, id));
  for (const group of layout.groups) {
    const box = group.collapsed ? groupBox(layout, group) : null;
    if (box) nodes.set(groupNodeId(group.id), box);
  }
  const edges = document.edges.map(({ upstream, downstream }) => ({
    upstream: hidden.get(upstream) ?? upstream,
    downstream: hidden.get(downstream) ?? downstream,
  }));
  return {
    nodes,
    edges: edges.filter(({ upstream, downstream }) => upstream !== downstream),
    groups: layout.groups.filter(({ collapsed }) => !collapsed),
    notes: layout.notes,
    padding: FRAME,
  };
}

/** Places of the document's nodes: those of a collapsed group move with its card. */
export function placesFrom({ layout }: Content, positions: Positions): Record<string, Point> {
  const places: Record<string, Point> = {};
  for (const [id, at] of positions) {
    const group = layout.groups.find((one) => one.id === groupIdOf(id));
    const from = group && groupBox(layout, group);
    if (!group || !from) {
      places[id] = at;
      continue;
    }
    for (const member of group.nodes) {
      const box = cardBox(layout, member);
      places[member] = { x: box.x + at.x - from.x, y: box.y + at.y - from.y };
    }
  }
  return places;
}
