import { expect, test } from "vitest";
import { completed, layoutOf } from "./completed";
import type { EditorDocument } from "./types";

function documentOf(edges: string[]): EditorDocument {
  const pairs = edges.map((edge) => edge.split(">"));
  const ids = [...new Set(pairs.flat())];
  const piece = { repository: "starter", version: "1.0.0", name: "LogPiece" };
  return completed({
    schema_version: 1,
    name: "By a script",
    description: "",
    start: null,
    end: null,
    catchup: false,
    max_active_runs: null,
    runtime: "auto",
    nodes: ids.map((id) => ({ id, name: id, piece })) as never,
    edges: pairs.map(([upstream = "", downstream = ""]) => ({ upstream, downstream })),
  });
}

const x = (places: Record<string, { x: number }>, id: string) => places[id]?.x ?? Number.NaN;

test("a document without a layout lies in layers, no card on another", () => {
  const { nodes } = layoutOf(null, documentOf(["a>b", "a>c", "b>d", "c>d", "a>d"]));
  expect(x(nodes, "a")).toBeLessThan(x(nodes, "b"));
  expect(x(nodes, "b")).toBe(x(nodes, "c"));
  expect(x(nodes, "d")).toBeGreaterThan(x(nodes, "c"));
  expect(new Set(Object.values(nodes).map(({ x, y }) => `${x} ${y}`)).size).toBe(4);
});

test("what has a place keeps it, the rest lies below", () => {
  const stored = { nodes: { a: { x: 40, y: 80 } } };
  const { nodes } = layoutOf(stored, documentOf(["a>b", "b>c"]));
  expect(nodes["a"]).toEqual({ x: 40, y: 80 });
  expect(nodes["b"]?.y).toBeGreaterThan(80);
  expect(x(nodes, "b")).toBe(40);
  expect(x(nodes, "c")).toBeGreaterThan(x(nodes, "b"));
});

test("top to bottom, layers lie below each other", () => {
  const { nodes } = layoutOf({ orientation: "vertical" }, documentOf(["a>b"]));
  expect(nodes["b"]?.y).toBeGreaterThan(nodes["a"]?.y ?? Number.NaN);
  expect(x(nodes, "b")).toBe(x(nodes, "a"));
});

test("nodes in a circle are placed all the same", () => {
  const { nodes } = layoutOf(null, documentOf(["a>b", "b>a", "c>a"]));
  expect(Object.keys(nodes).sort()).toEqual(["a", "b", "c"]);
});
