import { expect, test } from "vitest";
import { DEFAULT_OPTIONS, emptyContent } from "../model/completed";
import type { Content, EditorNode } from "../model/types";
import { changesBetween, compare, planSave, same } from "./changes";

function node(id: string, value: unknown = 1): EditorNode {
  return {
    id,
    name: id.toUpperCase(),
    piece: { repository: "starter", version: "1.0.0", name: "Log" },
    inputs: { value: { kind: "value", value } },
    ...DEFAULT_OPTIONS,
  };
}

function content(...nodes: EditorNode[]): Content {
  const empty = emptyContent("W");
  return { ...empty, document: { ...empty.document, nodes } };
}

test("the order of keys and keys without a value make no difference, the order of items does", () => {
  expect(same({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
  expect(same({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(same([1, 2], [2, 1])).toBe(false);
  expect(same({ a: null }, {})).toBe(false);
  expect(same([], {})).toBe(false);
  expect(same(1, "1")).toBe(false);
});

test("what is saved depends on what differs: moving something makes no version", () => {
  const saved = content(node("a"));
  const base = { workflowId: 1, version: 3, content: saved };
  const moved = { ...saved, layout: { ...saved.layout, nodes: { a: { x: 1, y: 2 } } } };
  const changed = content(node("a", 2));
  expect(planSave(null, saved)).toBe("create");
  expect(planSave(base, content(node("a")))).toBe("nothing");
  expect(planSave(base, moved)).toBe("layout");
  expect(planSave(base, changed)).toBe("version");
  expect(planSave(base, { ...changed, layout: moved.layout })).toBe("version");
});

test("changes are told by node, setting and connection", () => {
  const before = content(node("a"), node("b"), node("c")).document;
  const after = {
    ...content(node("a", 2), node("b"), node("d")).document,
    tags: ["x"],
    edges: [{ upstream: "a", downstream: "b" }],
  };
  const changes = changesBetween(before, after);
  expect([...changes.nodes]).toEqual([
    ["a", "changed"],
    ["d", "added"],
    ["c", "removed"],
  ]);
  expect(changes.settings).toEqual(["tags"]);
  expect(changes.edges).toBe(1);
});

test("both sides of a conflict stand beside each other, real clashes first", () => {
  const base = content(node("a"), node("b"), node("c")).document;
  const mine = { ...content(node("a", 2), node("b", 9), node("c")).document, name: "Mine" };
  const theirs = { ...content(node("a"), node("b", 8)).document, name: "Theirs" };
  const { nodes, settings } = compare(base, mine, theirs);
  expect(nodes).toEqual([
    { id: "b", name: "B", mine: "changed", theirs: "changed", clash: true },
    { id: "a", name: "A", mine: "changed", theirs: null, clash: false },
    { id: "c", name: "C", mine: null, theirs: "removed", clash: false },
  ]);
  expect(settings).toEqual([{ name: "name", mine: true, theirs: true, clash: true }]);
});

test("the same change on both sides is no clash", () => {
  const base = content(node("a")).document;
  const both = content(node("a", 2)).document;
  expect(compare(base, both, content(node("a", 2)).document).nodes[0]?.clash).toBe(false);
});
