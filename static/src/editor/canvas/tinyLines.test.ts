import { expect, test } from "vitest";
import { createCatalogue } from "../model/catalogue";
import { emptyContent } from "../model/completed";
import { nodeNamed } from "../model/fixtures";
import type { Content } from "../model/types";
import { flowEdges, flowNodes, movedNodes } from "./flow";
import { CARD } from "./sizes";
import { FAR_REACH, lineNear, pathsByLook, tinyLines } from "./tinyLines";

/** Three cards, two lines: from a far to the right to b, and back to c, which lies below a. */
function content(): Content {
  const { document, layout } = emptyContent("w");
  const places = { a: { x: 0, y: 0 }, b: { x: 1000, y: 0 }, c: { x: 0, y: 400 } };
  const edges = [
    { upstream: "a", downstream: "b" },
    { upstream: "b", downstream: "c" },
  ];
  const nodes = ["a", "b", "c"].map(nodeNamed);
  return { document: { ...document, nodes, edges }, layout: { ...layout, nodes: places } };
}

function drawn() {
  const of = content();
  const nodes = flowNodes({ content: of, pieces: createCatalogue([]), selection: new Set() }, new Map());
  const edges = flowEdges(of, new Set(), new Map());
  return { of, nodes, edges, lines: tinyLines(edges, nodes, []) };
}

test("a line is found where it runs, and only within reach", () => {
  const { lines } = drawn();
  const middle = { x: (CARD.width + 1000) / 2, y: CARD.height / 2 };
  expect(lineNear(lines, middle, FAR_REACH)).toBe("a→b");
  expect(lineNear(lines, { ...middle, y: middle.y + FAR_REACH - 1 }, FAR_REACH)).toBe("a→b");
  expect(lineNear(lines, { ...middle, y: middle.y - FAR_REACH - 1 }, FAR_REACH)).toBeNull();
});

test("a line that runs back swings out beside its cards, and is found there", () => {
  const { lines } = drawn();
  expect(lineNear(lines, { x: 1000 + CARD.width + 25, y: CARD.height / 2 }, FAR_REACH)).toBe("b→c");
  expect(lineNear(lines, { x: -25, y: 400 + CARD.height / 2 }, FAR_REACH)).toBe("b→c");
});

test("while a card moves, only its lines are reckoned anew, and they are a path apart", () => {
  const { of, nodes, edges, lines } = drawn();
  const moving = new Map([["c", { x: 50, y: 500 }]]);
  const next = tinyLines(edges, movedNodes(nodes, of.layout, moving), lines);
  expect(next[0]).toBe(lines[0]);
  expect(next[1]?.path).not.toBe(lines[1]?.path);
  const paths = pathsByLook(next, new Map(), moving);
  expect(paths.get("order-only")).toBe(next[0]?.path);
  expect(paths.get("order-only moving")).toBe(next[1]?.path);
});

test("lines that look alike are one path, by the state of the run along them", () => {
  const { lines } = drawn();
  expect(pathsByLook(lines, new Map(), new Map()).size).toBe(1);
  const states = new Map([["b", { state: "success", duration: null, started: null }]]);
  const paths = pathsByLook(lines, states, new Map());
  expect([...paths.keys()].sort()).toEqual(["order-only", "order-only state-success"]);
  expect(paths.get("order-only state-success")).toBe(lines[0]?.path);
});
