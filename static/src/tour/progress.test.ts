import { expect, test } from "vitest";
import { createCatalogue } from "../editor/model/catalogue";
import { createEditorStore } from "../editor/model/store";
import type { Content, Piece } from "../editor/model/types";
import { CHART, type Facts, nodeOf, READ, type Step, stepNow } from "./progress";
import { SHOWING } from "./showing";

const NOTHING: Content = {
  document: {
    schema_version: 1,
    name: "First",
    description: "",
    tags: [],
    schedule: { kind: "none" },
    start: null,
    end: null,
    catchup: false,
    max_active_runs: null,
    runtime: "auto",
    nodes: [],
    edges: [],
  },
  layout: { nodes: {}, notes: [], groups: [], orientation: "horizontal" },
};
const PIECES = createCatalogue(
  [READ, CHART].map((name, id) => ({ id, name, label: name, repository: "starter", version: "1" }) as Piece),
);
const NONE: ReadonlySet<Step> = new Set();

function facts(known: Partial<Facts> = {}): Facts {
  return {
    hasPieces: true,
    mayInstall: true,
    document: NOTHING.document,
    isSaved: false,
    run: null,
    isResultShown: false,
    ...known,
  };
}

function editor() {
  // The tour looks after the panel that opens; here is no page.
  globalThis.window ??= { setTimeout: () => 0 } as unknown as Window & typeof globalThis;
  return createEditorStore(structuredClone(NOTHING));
}

test("without its Pieces the tour begins by installing them, or says whom to ask", () => {
  expect(stepNow(facts({ hasPieces: false }), NONE)).toBe("install");
  expect(stepNow(facts({ hasPieces: false, mayInstall: false }), NONE)).toBe("ask");
});

test("each step shown leads to the next, up to saving", () => {
  const store = editor();
  const seen: Step[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const step = stepNow(facts({ document: store.getState().document }), NONE);
    seen.push(step);
    SHOWING[step]?.(store, PIECES);
  }
  // Chart takes the table as it is added, so connecting is done.
  expect(seen).toEqual(["read", "chart", "column"]);
  expect(stepNow(facts({ document: store.getState().document }), NONE)).toBe("save");
});

test("whoever takes the connection away is asked for it again", () => {
  const store = editor();
  SHOWING.read?.(store, PIECES);
  SHOWING.chart?.(store, PIECES);
  store.getState().change("take away", ({ document }) => {
    const chart = document.nodes.find(({ piece }) => piece.name === CHART);
    if (chart) chart.inputs = {};
    document.edges = [];
  });
  expect(stepNow(facts({ document: store.getState().document }), NONE)).toBe("connect");
  SHOWING.connect?.(store, PIECES);
  expect(stepNow(facts({ document: store.getState().document }), NONE)).toBe("column");
});

test("a column counts when its name is whole", () => {
  const store = editor();
  SHOWING.read?.(store, PIECES);
  SHOWING.chart?.(store, PIECES);
  const type = (text: string) => {
    store.getState().change("type", ({ document }) => {
      const chart = document.nodes.find(({ piece }) => piece.name === CHART);
      if (chart) chart.inputs["x"] = { kind: "value", value: text };
    });
    return stepNow(facts({ document: store.getState().document }), NONE);
  };
  expect(["s", "specie", "", "nonsense"].map(type)).toEqual(["column", "column", "column", "column"]);
  expect(type("species")).toBe("save");
  expect(type("island")).toBe("save");
});

test("after saving comes the run, however it ends, and then the result", () => {
  const store = editor();
  SHOWING.read?.(store, PIECES);
  SHOWING.chart?.(store, PIECES);
  SHOWING.column?.(store, PIECES);
  const document = store.getState().document;
  const at = (known: Partial<Facts>) => stepNow(facts({ document, isSaved: true, ...known }), NONE);
  expect(at({})).toBe("run");
  expect(at({ run: "queued" })).toBe("wait");
  expect(at({ run: "failed" })).toBe("failed");
  expect(at({ run: "success" })).toBe("result");
  expect(at({ run: "success", isResultShown: true })).toBe("done");
});

test("a skipped step is left out, and doing things in another order is fine", () => {
  expect(stepNow(facts(), new Set<Step>(["read"]))).toBe("chart");
  const store = editor();
  SHOWING.chart?.(store, PIECES);
  expect(nodeOf(store.getState().document, CHART)).toBeDefined();
  expect(stepNow(facts({ document: store.getState().document }), NONE)).toBe("read");
});
