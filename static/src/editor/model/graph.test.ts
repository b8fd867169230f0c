import fc from "fast-check";
import { freeze } from "immer";
import { expect, test } from "vitest";
import { contentArbitrary } from "./fixtures";
import { ancestors, descendants, topologicalOrder, withoutCircles, wouldCycle } from "./graph";

const IDS = ["a", "b", "c", "d", "e", "f"];
const edgesArbitrary = fc.uniqueArray(
  fc.record({ upstream: fc.constantFrom(...IDS), downstream: fc.constantFrom(...IDS) }),
  { selector: ({ upstream, downstream }) => upstream + downstream },
);

/** Whether there is a way, found by trying all. */
function leads(
  edges: readonly { upstream: string; downstream: string }[],
  from: string,
  to: string,
): boolean {
  let reached = new Set([from]);
  for (let step = 0; step < IDS.length; step += 1) {
    const next = edges.filter(({ upstream }) => reached.has(upstream)).map(({ downstream }) => downstream);
    if (next.includes(to)) return true;
    reached = new Set(next);
  }
  return false;
}

test("ancestors and descendants are all nodes on a way, also where ways form circles", () => {
  fc.assert(
    fc.property(edgesArbitrary, (edges) => {
      const document = freeze({ edges }, true);
      for (const from of IDS) {
        expect([...descendants(document, from)].sort()).toEqual(IDS.filter((to) => leads(edges, from, to)));
        expect([...ancestors(document, from)].sort()).toEqual(IDS.filter((to) => leads(edges, to, from)));
      }
    }),
  );
});

test("an edge is refused exactly where a way back exists", () => {
  fc.assert(
    fc.property(edgesArbitrary, fc.constantFrom(...IDS), fc.constantFrom(...IDS), (edges, up, down) => {
      expect(wouldCycle({ edges }, up, down)).toBe(up === down || leads(edges, down, up));
    }),
  );
});

test("without circles, every edge that is left out would close one, and no circle is left", () => {
  fc.assert(
    fc.property(edgesArbitrary, (edges) => {
      const left = withoutCircles(edges);
      expect(left.some(({ upstream, downstream }) => leads(left, downstream, upstream))).toBe(false);
      for (const edge of edges.filter((one) => !left.includes(one))) {
        expect(wouldCycle({ edges: left }, edge.upstream, edge.downstream)).toBe(true);
      }
    }),
  );
});

test("in topological order every node is there once, after all of its ancestors", () => {
  fc.assert(
    fc.property(contentArbitrary, ({ document }) => {
      const order = topologicalOrder(document);
      expect([...order].sort()).toEqual(document.nodes.map(({ id }) => id).sort());
      for (const { upstream, downstream } of document.edges) {
        expect(order.indexOf(upstream)).toBeLessThan(order.indexOf(downstream));
      }
    }),
  );
});

test("asked again for the same document, the answer is the same object", () => {
  const edges = [{ upstream: "a", downstream: "b" }];
  const document = freeze({ nodes: [], edges }, true);
  expect(ancestors(document, "b")).toBe(ancestors({ edges: document.edges }, "b"));
  expect(topologicalOrder(document)).toBe(topologicalOrder(document));
});
