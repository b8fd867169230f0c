import { expect, test } from "vitest";
import { type Alignment, align } from "./align";
import * as commands from "./commands";
import { completed, emptyContent, layoutOf } from "./completed";
import { pieceOf, referenceTexts } from "./fixtures";
import { cleanName, idFromPiece, NODE_ID, uniqueId, uniqueName } from "./identifiers";
import { inputAt, pathText, referencesIn } from "./inputs";
import type { Content, NodeInput, Point } from "./types";

const HERE: Point = { x: 0, y: 0 };

/** read_csv -> filter_rows -> chart */
function chainOfThree(): Content {
  const content = emptyContent("Workflow");
  commands.addNode(content, pieceOf("ReadCsvPiece"), HERE);
  commands.addNode(content, pieceOf("FilterRowsPiece"), HERE, { after: "read_csv" });
  commands.addNode(content, pieceOf("ChartPiece"), HERE, { after: "filter_rows" });
  return content;
}

test.each([
  ["ReadCsvPiece", "read_csv"],
  ["HTTPRequestPiece", "http_request"],
  ["Piece", "piece"],
  ["_3DPlotPiece", "d_plot"],
  ["Sentiment2Analysis_piece", "sentiment2_analysis_piece"],
  ["___", "piece"],
  ["X".repeat(300), "x".repeat(100)],
])("the id of a node can be read: %s", (name, id) => {
  expect(idFromPiece(name)).toBe(id);
  expect(id).toMatch(NODE_ID);
});

test("ids and names count on from the number they have, and stay within their length", () => {
  expect(uniqueId("chart_2", new Set(["chart", "chart_2"]))).toBe("chart_3");
  expect(uniqueName("Chart 2", new Set(["Chart", "Chart 2"]))).toBe("Chart 3");
  const long = "x".repeat(100);
  expect(uniqueId(long, new Set([long]))).toMatch(NODE_ID);
  expect(cleanName("  a\tb\u0000\n c\u0085d ")).toBe("a b c d");
});

test("a new node has a place and a name of its own, and its inputs are left to their defaults", () => {
  const content = emptyContent("Workflow");
  const piece = pieceOf("ReadCsvPiece", { label: "Read CSV" });
  expect(commands.addNode(content, piece, { x: 3, y: 4 })).toBe("read_csv");
  expect(commands.addNode(content, piece, HERE)).toBe("read_csv_2");
  expect(content.document.nodes[1]).toEqual({
    id: "read_csv_2",
    name: "Read CSV 2",
    piece: { repository: "starter", version: "1.0", name: "ReadCsvPiece" },
    inputs: {},
    runtime: null,
    retries: 0,
    retry_delay_seconds: 300,
    timeout_seconds: null,
    resources: null,
  });
  expect(content.layout.nodes["read_csv"]).toEqual({ x: 3, y: 4 });
});

test("connecting says why it refuses, with the names that are on the canvas", () => {
  const content = chainOfThree();
  const refusal = commands.connect(content, "chart", "read_csv");
  expect(refusal).toMatchObject({ ok: false });
  expect(!refusal.ok && refusal.reason).toContain("“Read Csv” already runs before “Chart”");
  expect(commands.connect(content, "chart", "chart")).toMatchObject({ ok: false });
  expect(commands.connect(content, "chart", "gone")).toMatchObject({ ok: false });
  expect(commands.connect(content, "read_csv", "chart")).toEqual({ ok: true });
  expect(commands.connect(content, "read_csv", "chart")).toEqual({ ok: true });
  expect(content.document.edges).toHaveLength(3);
});

test("a Piece dropped on an edge comes in between", () => {
  const content = chainOfThree();
  const edge = { upstream: "filter_rows", downstream: "chart" };
  const id = commands.insertOnEdge(content, edge, pieceOf("LogPiece"), HERE);
  expect(content.document.edges).toEqual([
    { upstream: "read_csv", downstream: "filter_rows" },
    { upstream: "filter_rows", downstream: id },
    { upstream: id, downstream: "chart" },
  ]);
  expect(commands.threadNode(content, { upstream: id, downstream: "chart" }, "read_csv")).toMatchObject({
    ok: false,
  });
  expect(content.document.edges).toHaveLength(3);
});

test("removing a node or an edge drops no reference to it", () => {
  const content = chainOfThree();
  commands.takeFrom(content, "chart", ["file_path"], { node: "read_csv", output: "file_path" });
  // An ancestor needs no edge of its own.
  expect(content.document.edges).toHaveLength(2);
  commands.disconnect(content, "read_csv", "filter_rows");
  commands.removeItems(content, ["read_csv"]);
  expect(referenceTexts(content)).toEqual(["chart file_path read_csv"]);
  expect(content.layout.nodes).not.toHaveProperty("read_csv");
});

test("taking a value from a node connects it, unless that closed a circle", () => {
  const content = chainOfThree();
  commands.addNode(content, pieceOf("LogPiece"), HERE);
  const taken = commands.takeFrom(content, "chart", ["a", 0, "b"], { node: "log", output: "o" });
  expect(taken).toEqual({ ok: true });
  expect(content.document.edges).toContainEqual({ upstream: "log", downstream: "chart" });
  expect(content.document.nodes[2]?.inputs["a"]).toEqual({
    kind: "list",
    items: [{ kind: "object", fields: { b: { kind: "upstream", node: "log", output: "o", path: [] } } }],
  });
  const before = structuredClone(content);
  expect(commands.takeFrom(content, "read_csv", ["x"], { node: "chart", output: "o" }).ok).toBe(false);
  expect(content).toEqual(before);
});

test("a part of an input is changed in place, and what holds no reference is a plain value", () => {
  const content = chainOfThree();
  const set = (path: (string | number)[], input: NodeInput | undefined) =>
    commands.setInput(content, "chart", path, input);
  const inputs = () => content.document.nodes[2]?.inputs ?? {};
  set(["conditions"], { kind: "value", value: [{ column: "a", value: 1 }, { column: "b" }] });
  set(["conditions", 0, "value"], { kind: "upstream", node: "read_csv", output: "rows", path: [] });
  expect(inputs()["conditions"]?.kind).toBe("list");
  expect(inputAt(inputs(), ["conditions", 0, "column"])).toEqual({ kind: "value", value: "a" });
  expect(inputAt(inputs(), ["conditions", 1, "column"])).toEqual({ kind: "value", value: "b" });
  expect(referencesIn(inputs()).map(({ path }) => pathText(path))).toEqual(["conditions[0].value"]);
  set(["conditions", 0, "value"], { kind: "value", value: false });
  expect(inputs()["conditions"]).toEqual({
    kind: "value",
    value: [{ column: "a", value: false }, { column: "b" }],
  });
  set(["conditions", 0], undefined);
  expect(inputs()["conditions"]).toEqual({ kind: "value", value: [{ column: "b" }] });
  set(["conditions", 0, "column"], undefined);
  expect(inputs()["conditions"]).toEqual({ kind: "value", value: [{}] });
  set(["conditions"], undefined);
  expect(inputs()).toEqual({});
  set(["nothing", 3, "here"], undefined);
  expect(inputs()).toEqual({});
});

test("a name stays unique and fits on one line", () => {
  const content = chainOfThree();
  expect(commands.renameNode(content, "chart", " Read Csv\n")).toBe("Read Csv 2");
  expect(commands.renameNode(content, "chart", "Read Csv 2")).toBe("Read Csv 2");
  expect(commands.renameNode(content, "chart", " ")).toBe("Read Csv 2");
});

test("a node is in one group at most, and a group without nodes goes", () => {
  const content = chainOfThree();
  const first = commands.makeGroup(content, ["read_csv", "filter_rows"], "First") ?? "";
  const second = commands.makeGroup(content, ["filter_rows", "chart"], "Second") ?? "";
  expect(content.layout.groups.map(({ nodes }) => nodes)).toEqual([["read_csv"], ["filter_rows", "chart"]]);
  expect(commands.makeGroup(content, ["gone"])).toBeNull();
  commands.moveToGroup(content, ["read_csv"], second);
  expect(content.layout.groups.map(({ id }) => id)).toEqual([second]);
  expect(first).not.toBe(second);
  commands.toggleGroup(content, second);
  expect(content.layout.groups[0]?.collapsed).toBe(true);
  commands.removeItems(content, ["read_csv", "chart"]);
  expect(content.layout.groups[0]?.nodes).toEqual(["filter_rows"]);
  commands.ungroup(content, second);
  expect(content.layout.groups).toEqual([]);
  expect(content.document.nodes).toHaveLength(1);
});

test.each<[Alignment, Point[]]>([
  ["left", [HERE, { x: 0, y: 50 }, { x: 0, y: 300 }]],
  [
    "right",
    [
      { x: 400, y: 0 },
      { x: 400, y: 50 },
      { x: 400, y: 300 },
    ],
  ],
  [
    "center",
    [
      { x: 200, y: 0 },
      { x: 200, y: 50 },
      { x: 200, y: 300 },
    ],
  ],
  ["top", [HERE, { x: 100, y: 0 }, { x: 400, y: 0 }]],
  [
    "bottom",
    [
      { x: 0, y: 300 },
      { x: 100, y: 300 },
      { x: 400, y: 300 },
    ],
  ],
  ["distribute-horizontal", [HERE, { x: 200, y: 50 }, { x: 400, y: 300 }]],
  ["distribute-vertical", [HERE, { x: 100, y: 150 }, { x: 400, y: 300 }]],
])("aligning %s", (alignment, places) => {
  const content = chainOfThree();
  commands.moveNodes(content, { filter_rows: { x: 100, y: 50 }, chart: { x: 400, y: 300 } });
  const ids = ["read_csv", "filter_rows", "chart"];
  align(content, ids, alignment, () => ({ width: 80, height: 40 }));
  expect(ids.map((id) => content.layout.nodes[id])).toEqual(places);
});

test("the server's document is completed, whatever is absent", () => {
  const piece = { repository: "starter", version: "1", name: "LogPiece" };
  const document = completed({
    name: "W",
    nodes: [{ id: "log", name: "Log", piece, inputs: { x: { kind: "upstream", node: "a", output: "o" } } }],
  } as unknown as Parameters<typeof completed>[0]);
  expect(document).toMatchObject({ tags: [], edges: [], schedule: { kind: "none" }, start: null });
  expect(document.nodes[0]).toMatchObject({ retries: 0, retry_delay_seconds: 300, runtime: null });
  expect(document.nodes[0]?.inputs["x"]).toEqual({ kind: "upstream", node: "a", output: "o", path: [] });
});

test("a layout is read as far as it makes sense", () => {
  const { document } = chainOfThree();
  for (const nothing of [null, undefined, 3, [], "x", { nodes: 1, notes: {}, groups: "" }]) {
    expect(layoutOf(nothing, document)).toEqual({
      nodes: { read_csv: { x: 0, y: 0 }, filter_rows: { x: 304, y: 0 }, chart: { x: 608, y: 0 } },
      notes: [],
      groups: [],
      orientation: "horizontal",
    });
  }
  const layout = layoutOf(
    {
      orientation: "vertical",
      nodes: { chart: { x: 1, y: 2, z: 3 }, gone: { x: 1, y: 1 }, read_csv: { x: "1", y: null } },
      notes: [
        { id: "n", x: 1, y: 2, color: "black", width: -5 },
        { id: "n", x: 1, y: 2 },
        { id: "chart", x: 1, y: 2 },
        { id: "m" },
      ],
      groups: [
        { id: "g", title: "G", nodes: ["chart", "gone", 3, "chart"], collapsed: "yes" },
        { id: "h", nodes: ["chart"] },
      ],
    },
    document,
  );
  expect(layout).toEqual({
    orientation: "vertical",
    nodes: { chart: { x: 1, y: 2 }, read_csv: { x: 1, y: 98 }, filter_rows: { x: 1, y: 194 } },
    notes: [{ id: "n", x: 1, y: 2, text: "", color: "yellow", width: 240, height: 160 }],
    groups: [{ id: "g", title: "G", nodes: ["chart"], collapsed: false }],
  });
});
