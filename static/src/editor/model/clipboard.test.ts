import fc from "fast-check";
import { produce } from "immer";
import { expect, test } from "vitest";
import { ClipboardError, copyText, duplicate, pasteText } from "./clipboard";
import { addNode, addNote, connect, makeGroup, removeItems, setInput, takeFrom } from "./commands";
import { emptyContent } from "./completed";
import { broken, contentArbitrary, pieceOf, referenceTexts } from "./fixtures";
import { createEditorStore } from "./store";
import type { Content, EditorNode, NodeInput } from "./types";

/** A content of read_csv -> chart, and a note. */
function small(): Content {
  const content = emptyContent("Workflow");
  addNode(content, pieceOf("ReadCsvPiece"), { x: 100, y: 50 });
  addNode(content, pieceOf("ChartPiece"), { x: 400, y: 80 });
  takeFrom(content, "chart", ["file_path"], { node: "read_csv", output: "file_path", path: ["a", 0] });
  addNote(content, { x: 90, y: 300 }, { text: "Look" });
  return content;
}

function allIds({ document, layout }: Content): string[] {
  return [...document.nodes, ...layout.notes].map(({ id }) => id);
}

/** An input with its references told by position among the copied nodes; a value stays, whatever it looks like. */
function positioned(input: NodeInput, order: readonly string[]): unknown {
  switch (input.kind) {
    case "value":
      return input;
    case "upstream":
      return { ...input, node: order.includes(input.node) ? order.indexOf(input.node) : input.node };
    case "list":
      return { kind: "list", items: input.items.map((item) => positioned(item, order)) };
    case "object":
      return { kind: "object", fields: positionedAll(input.fields, order) };
  }
}

function positionedAll(inputs: Record<string, NodeInput>, order: readonly string[]): unknown {
  return Object.entries(inputs).map(([name, input]) => [name, positioned(input, order)]);
}

/** A node without what a copy changes, as the text that a copy is. */
function shape({ id, name, inputs, ...rest }: EditorNode, order: readonly string[]): string {
  return JSON.stringify({ ...rest, inputs: positionedAll(inputs, order) });
}

test("a copy has the structure of the original and takes only from itself what the original did", () => {
  fc.assert(
    fc.property(
      contentArbitrary,
      contentArbitrary,
      fc.infiniteStream(fc.boolean()),
      (source, target, chosen) => {
        const ids = allIds(source).filter(() => chosen.next().value);
        fc.pre(ids.length > 0);
        const before = structuredClone(source);
        const text = copyText(source, ids);
        expect(source).toEqual(before);

        let added: string[] = [];
        const after = produce(target, (draft) => {
          added = pasteText(draft, text, { x: 0, y: 0 });
        });
        expect(broken(after)).toEqual([]);
        expect(added).toHaveLength(ids.length);

        const originals = source.document.nodes.filter(({ id }) => ids.includes(id));
        const copies = after.document.nodes.slice(target.document.nodes.length);
        const oldIds = originals.map(({ id }) => id);
        const newIds = copies.map(({ id }) => id);
        expect(copies.map((node) => shape(node, newIds))).toEqual(
          originals.map((node) => shape(node, oldIds)),
        );
        const edgesAmong = (content: Content, order: string[]) =>
          content.document.edges
            .map(({ upstream, downstream }) => [order.indexOf(upstream), order.indexOf(downstream)])
            .filter(([up, down]) => up !== -1 && down !== -1);
        expect(edgesAmong(after, newIds)).toEqual(edgesAmong(source, oldIds));
        // What was there is untouched.
        expect(after.document.nodes.slice(0, target.document.nodes.length)).toEqual(target.document.nodes);
        const news = new Set(newIds);
        expect(target.document.nodes.some(({ id }) => news.has(id))).toBe(false);
      },
    ),
    { numRuns: 200 },
  );
});

test("copied into an empty workflow, everything keeps its id and name", () => {
  const content = small();
  const target = emptyContent("Other");
  const ids = pasteText(target, copyText(content, allIds(content)), { x: 90, y: 50 });
  expect(ids).toEqual(["read_csv", "chart", "note"]);
  expect({ ...target.document, name: "Workflow" }).toEqual(content.document);
  expect(target.layout).toEqual(content.layout);
});

test("pasted at a place, the top left corner is there and the rest keeps its distance", () => {
  const content = small();
  pasteText(content, copyText(content, ["read_csv", "chart", "note"]), { x: 1000, y: 1000 });
  expect(content.layout.nodes["read_csv_2"]).toEqual({ x: 1010, y: 1000 });
  expect(content.layout.nodes["chart_2"]).toEqual({ x: 1310, y: 1030 });
  expect(content.layout.notes[1]).toMatchObject({ id: "note_2", x: 1000, y: 1250 });
  expect(content.document.nodes[3]?.name).toBe("Chart 2");
});

test("what a copy takes from another copied node, however deep, it takes from that node's copy", () => {
  const content = small();
  takeFrom(content, "chart", ["rows", 1, "cell"], { node: "read_csv", output: "rows" });
  pasteText(content, copyText(content, ["read_csv", "chart"]), null);
  expect(referenceTexts(content)).toEqual([
    "chart file_path read_csv",
    "chart rows.1.cell read_csv",
    "chart_2 file_path read_csv_2",
    "chart_2 rows.1.cell read_csv_2",
  ]);
  expect(content.document.edges).toContainEqual({ upstream: "read_csv_2", downstream: "chart_2" });
});

test("what a copy takes from outside stays as it is, in this workflow and in another", () => {
  const content = small();
  const text = copyText(content, ["chart"]);
  pasteText(content, text, null);
  expect(referenceTexts(content)).toEqual(["chart file_path read_csv", "chart_2 file_path read_csv"]);
  const other = emptyContent("Other");
  pasteText(other, text, null);
  expect(referenceTexts(other)).toEqual(["chart file_path read_csv"]);
  expect(other.document.edges).toEqual([]);
  // A node that comes later doesn't become what the copy meant by accident.
  expect(addNode(other, pieceOf("ReadCsvPiece"), { x: 0, y: 0 })).toBe("read_csv_2");
});

test("a value that looks like a reference is not one", () => {
  const content = small();
  const value = { kind: "upstream", node: "read_csv", output: "x", path: [] };
  setInput(content, "chart", ["data"], { kind: "value", value });
  pasteText(content, copyText(content, ["read_csv", "chart"]), null);
  expect(content.document.nodes[3]?.inputs["data"]).toEqual({ kind: "value", value });
});

test("a group comes along when all of it is copied", () => {
  const content = small();
  makeGroup(content, ["read_csv", "chart"], "Pair");
  pasteText(content, copyText(content, ["chart"]), null);
  expect(content.layout.groups).toHaveLength(1);
  pasteText(content, copyText(content, ["read_csv", "chart"]), null);
  expect(content.layout.groups[1]).toEqual({
    id: "group_2",
    title: "Pair",
    nodes: ["read_csv_2", "chart_3"],
    collapsed: false,
  });
});

test("a duplicate runs after the same nodes as the original", () => {
  const content = small();
  addNode(content, pieceOf("LogPiece"), { x: 700, y: 80 }, { after: "chart" });
  expect(duplicate(content, ["chart"])).toEqual(["chart_2"]);
  expect(content.document.edges).toContainEqual({ upstream: "read_csv", downstream: "chart_2" });
  expect(content.document.edges).not.toContainEqual({ upstream: "chart_2", downstream: "log" });
  expect(content.layout.nodes["chart_2"]).toEqual({ x: 440, y: 120 });
});

test("cut and undo give back what others take from the cut nodes", () => {
  const store = createEditorStore(small());
  const { document } = store.getState();
  store.getState().change("Cut", (draft) => removeItems(draft, ["read_csv"]));
  expect(referenceTexts(store.getState())).toEqual(["chart file_path read_csv"]);
  store.getState().undo();
  expect(store.getState().document).toEqual(document);
});

test("a whole workflow's JSON can be pasted, with or without its layout", () => {
  const content = small();
  for (const text of [JSON.stringify(content.document), JSON.stringify(content)]) {
    const target = emptyContent("Other");
    pasteText(target, text, { x: 0, y: 0 });
    expect(target.document.nodes).toEqual(content.document.nodes);
    expect(target.document.edges).toEqual(content.document.edges);
  }
});

test("edges of an edited text that lead nowhere or in a circle are left out", () => {
  const content = small();
  connect(content, "read_csv", "chart");
  const clip = JSON.parse(copyText(content, ["read_csv", "chart"])) as Content["document"];
  clip.edges.push({ upstream: "chart", downstream: "read_csv" }, { upstream: "chart", downstream: "gone" });
  const target = emptyContent("Other");
  pasteText(target, JSON.stringify(clip), null);
  expect(broken(target)).toEqual([]);
  expect(target.document.edges).toHaveLength(1);
});

const node = { id: "a", name: "A", piece: { repository: "starter", version: "1", name: "LogPiece" } };
const clip = (nodes: unknown[]) => JSON.stringify({ domino: "nodes", version: 1, nodes });
const nested = (depth: number): unknown =>
  depth === 0 ? { kind: "value", value: 1 } : { kind: "list", items: [nested(depth - 1)] };

test.each([
  ["hello", "isn't JSON"],
  ["42", "no nodes of a workflow"],
  ["[]", "no nodes of a workflow"],
  ['{"a": 1}', "no nodes of a workflow"],
  ['{"domino": "nodes", "version": 2, "nodes": []}', "later version"],
  [clip([]), "neither nodes nor notes"],
  [clip([3]), "Node 1 has no id"],
  [clip([node, node]), "Two nodes have the id a"],
  [clip([{ id: "a" }]), "which Piece"],
  [clip([{ ...node, inputs: { x: 3 } }]), "input x of a can't be read"],
  [clip([{ ...node, inputs: { x: { kind: "upstream", node: 1 } } }]), "input x of a can't be read"],
  [clip([{ ...node, inputs: { x: nested(30) } }]), "deeper than 20 levels"],
  [clip(Array.from({ length: 2001 }, (_, number) => ({ ...node, id: `n${number}` }))), "at most 2000"],
])("a text that can't be pasted is refused in words and changes nothing: %.40s", (text, words) => {
  const content = small();
  const before = structuredClone(content);
  expect(() => pasteText(content, text, null)).toThrow(ClipboardError);
  expect(() => pasteText(content, text, null)).toThrow(words);
  expect(content).toEqual(before);
});

test("no text at all makes a broken content", () => {
  const junk = fc.oneof(
    fc.string(),
    fc.json(),
    fc.record({ nodes: fc.array(fc.jsonValue()), edges: fc.jsonValue() }).map((one) => JSON.stringify(one)),
    fc
      .record({
        nodes: fc.uniqueArray(fc.string({ minLength: 1 })).map((ids) => ids.map((id) => ({ ...node, id }))),
        notes: fc.array(fc.record({ id: fc.string(), x: fc.integer(), y: fc.integer() })),
        groups: fc.array(fc.record({ id: fc.string(), nodes: fc.array(fc.string()) })),
        layout: fc.dictionary(fc.string(), fc.record({ x: fc.integer(), y: fc.integer() })),
      })
      .map((one) => JSON.stringify({ domino: "nodes", version: 1, ...one })),
  );
  fc.assert(
    fc.property(junk, (text) => {
      const content = small();
      try {
        pasteText(content, text, null);
      } catch (error) {
        expect(error).toBeInstanceOf(ClipboardError);
      }
      expect(broken(content)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
