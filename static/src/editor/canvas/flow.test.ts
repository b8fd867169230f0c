import { expect, test } from "vitest";
import { createCatalogue } from "../model/catalogue";
import { emptyContent } from "../model/completed";
import { nodeNamed } from "../model/fixtures";
import type { Content } from "../model/types";
import { flowNodes, movedNodes } from "./flow";

function content(): Content {
  const { document, layout } = emptyContent("w");
  const nodes = ["a", "b", "c"].map(nodeNamed);
  const places = { a: { x: 0, y: 0 }, b: { x: 400, y: 0 }, c: { x: 800, y: 0 } };
  const group = { id: "g", title: "G", nodes: ["b", "c"], collapsed: false };
  return { document: { ...document, nodes }, layout: { ...layout, nodes: places, groups: [group] } };
}

const drawn = (of: Content) =>
  flowNodes({ content: of, pieces: createCatalogue([]), selection: new Set() }, new Map());

test("a frame of a drag makes only what moves anew, and the frame of its group follows", () => {
  const of = content();
  const still = drawn(of);
  const moving = movedNodes(still, of.layout, new Map([["c", { x: 1000, y: 100 }]]));
  const byId = (nodes: typeof still, id: string) => nodes.find((one) => one.id === id);
  expect(byId(moving, "a")).toBe(byId(still, "a"));
  expect(byId(moving, "b")).toBe(byId(still, "b"));
  expect(byId(moving, "c")?.position).toEqual({ x: 1000, y: 100 });
  expect(byId(moving, "group:g")?.width).toBe((byId(still, "group:g")?.width ?? 0) + 200);
});

test("as long as nothing moves, the nodes are the very same list", () => {
  const of = content();
  const still = drawn(of);
  expect(movedNodes(still, of.layout, new Map())).toBe(still);
});
