import { expect, test } from "vitest";
import { type Box, distance } from "../guides";
import { dagreEngine, engineFor } from "./engines";
import { arranged, type Plan } from "./plan";

const SIZE = { width: 232, height: 64 };
const padding = { side: 20, top: 48 };

function plan(ids: string[], edges: [string, string][], rest: Partial<Plan> = {}): Plan {
  return {
    nodes: new Map(ids.map((id) => [id, { x: 0, y: 0, ...SIZE }])),
    edges: edges.map(([upstream, downstream]) => ({ upstream, downstream })),
    groups: [],
    notes: [],
    padding,
    ...rest,
  };
}

const engine = dagreEngine("horizontal");

function boxes(places: Map<string, { x: number; y: number }>): Box[] {
  return [...places.values()].map((place) => ({ ...place, ...SIZE }));
}

function apart(all: Box[]): boolean {
  return all.every((one, index) => all.slice(index + 1).every((other) => distance(one, other) > 0));
}

test("downstream is to the right, or below; nothing overlaps", async () => {
  const diamond = plan(
    ["a", "b", "c", "d"],
    [
      ["a", "b"],
      ["a", "c"],
      ["b", "d"],
      ["c", "d"],
    ],
  );
  const { nodes } = await arranged(diamond, engine);
  expect(nodes.get("a")?.x).toBeLessThan(nodes.get("b")?.x ?? 0);
  expect(nodes.get("b")?.x).toBeLessThan(nodes.get("d")?.x ?? 0);
  expect(apart(boxes(nodes))).toBe(true);
  const below = await arranged(diamond, dagreEngine("vertical"));
  expect(below.nodes.get("a")?.y).toBeLessThan(below.nodes.get("d")?.y ?? 0);
});

test("a group's nodes stay together: nothing else comes into its frame", async () => {
  const { nodes } = await arranged(
    plan(
      ["a", "b", "c", "d", "e"],
      [
        ["a", "b"],
        ["b", "c"],
        ["a", "d"],
        ["d", "e"],
      ],
      { groups: [{ id: "g", title: "", nodes: ["b", "e"], collapsed: false }] },
    ),
    engine,
  );
  const at = (id: string) => ({ ...(nodes.get(id) ?? { x: 0, y: 0 }), ...SIZE });
  const [b, e] = [at("b"), at("e")];
  const x = Math.min(b.x, e.x) - padding.side;
  const y = Math.min(b.y, e.y) - padding.top;
  const frame = {
    x,
    y,
    width: Math.max(b.x, e.x) + SIZE.width + padding.side - x,
    height: Math.max(b.y, e.y) + SIZE.height + padding.side - y,
  };
  for (const id of ["a", "c", "d"]) expect(distance(frame, at(id))).toBeGreaterThan(0);
});

test("a note beside a node goes with it and covers nothing; one far away stays", async () => {
  const note = { id: "near", text: "", x: 0, y: 80, width: 240, height: 120, color: "yellow" as const };
  const { nodes, notes } = await arranged(
    plan(
      ["a", "b", "c"],
      [
        ["a", "b"],
        ["a", "c"],
      ],
      { notes: [note, { ...note, id: "far", y: 5000 }] },
    ),
    engine,
  );
  const place = notes.get("near");
  expect(place).toBeDefined();
  expect(notes.has("far")).toBe(false);
  expect(place && apart([place, ...boxes(nodes)])).toBe(true);
});

test("a note behind nodes still holds them", async () => {
  const nodes = new Map([
    ["a", { x: 40, y: 40, ...SIZE }],
    ["b", { x: 400, y: 40, ...SIZE }],
    ["c", { x: 2000, y: 2000, ...SIZE }],
  ]);
  const note = { id: "n", text: "", x: 0, y: 0, width: 700, height: 160, color: "blue" as const };
  const after = await arranged(
    plan(
      [],
      [
        ["a", "b"],
        ["b", "c"],
      ],
      { nodes, notes: [note] },
    ),
    engine,
  );
  const box = after.notes.get("n");
  for (const id of ["a", "b"]) {
    const at = after.nodes.get(id);
    expect(at && box && at.x >= box.x && at.x + SIZE.width <= box.x + box.width).toBe(true);
    expect(at && box && at.y >= box.y && at.y + SIZE.height <= box.y + box.height).toBe(true);
  }
});

test("a circle, which only foreign documents have, is laid out all the same", async () => {
  const { nodes } = await arranged(
    plan(
      ["a", "b"],
      [
        ["a", "b"],
        ["b", "a"],
      ],
    ),
    engine,
  );
  expect(nodes.size).toBe(2);
});

test("250 nodes are laid out on the spot", async () => {
  const ids = Array.from({ length: 250 }, (_, index) => `n${index}`);
  const edges = ids.slice(10).map((id, index): [string, string] => [`n${index}`, id]);
  const { nodes } = await arranged(plan(ids, edges), engineFor(250, "horizontal"));
  expect(nodes.size).toBe(250);
  expect(apart(boxes(nodes))).toBe(true);
}, 20_000);
