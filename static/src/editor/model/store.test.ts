import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { addNode, connect, moveNodes, removeItems, renameNode, setInput } from "./commands";
import { emptyContent } from "./completed";
import { broken, chain, commandArbitrary, contentArbitrary, pieceOf } from "./fixtures";
import { MAX_STEPS } from "./history";
import { contentOf, createEditorStore } from "./store";
import type { Content } from "./types";

function storeWith(length: number) {
  const store = createEditorStore(emptyContent("Workflow"));
  chain(store, length);
  return store;
}

function snapshot(content: Content): unknown {
  return structuredClone(contentOf(content));
}

test("as many undos as commands give the very same content back, as many redos what there was", () => {
  fc.assert(
    fc.property(contentArbitrary, fc.array(commandArbitrary, { maxLength: 20 }), (content, recipes) => {
      const store = createEditorStore(content);
      const before = snapshot(store.getState());
      const states: unknown[] = [];
      for (const [index, recipe] of recipes.entries()) {
        const { revision } = store.getState();
        store.getState().change(`Step ${index}`, recipe);
        expect(broken(store.getState())).toEqual([]);
        if (store.getState().revision > revision) states.push(snapshot(store.getState()));
      }
      for (const state of states.toReversed()) {
        expect(snapshot(store.getState())).toEqual(state);
        store.getState().undo();
      }
      expect(store.getState().canUndo).toBe(false);
      expect(snapshot(store.getState())).toEqual(before);
      for (const state of states) {
        store.getState().redo();
        expect(snapshot(store.getState())).toEqual(state);
      }
      expect(store.getState().canRedo).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test("undo and redo in any order, with changes in between, never leave a broken content", () => {
  const action = fc.oneof(commandArbitrary, fc.constant("undo" as const), fc.constant("redo" as const));
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      const store = createEditorStore(emptyContent("Workflow"));
      for (const one of actions) {
        const state = store.getState();
        if (typeof one === "string") state[one]();
        else state.change("Change", one);
        expect(broken(store.getState())).toEqual([]);
      }
    }),
  );
});

test("what a step doesn't touch stays the very same object, also when it is undone", () => {
  const store = storeWith(3);
  const [first, second, third] = store.getState().document.nodes;
  store.getState().change("Remove", (draft) => removeItems(draft, [first?.id ?? ""]));
  expect(store.getState().document.nodes).toEqual([second, third]);
  expect(store.getState().document.nodes[0]).toBe(second);
  store.getState().undo();
  expect(store.getState().document.nodes[0]).toBe(first);
  expect(store.getState().document.nodes[2]).toBe(third);

  const { edges } = store.getState().document;
  store.getState().change("Rename", (draft) => renameNode(draft, "read_csv_2", "Other"));
  store.getState().undo();
  expect(store.getState().document.edges).toBe(edges);
  expect(store.getState().document.nodes[0]).toBe(first);
});

test("a change that changes nothing makes no step and tells nobody to save", () => {
  const store = storeWith(2);
  const { revision, document } = store.getState();
  store.getState().change("Move", (draft) => moveNodes(draft, { read_csv: { x: 0, y: 0 } }));
  store.getState().change("Connect", (draft) => connect(draft, "read_csv", "read_csv_2"));
  store.getState().change("Remove", (draft) => removeItems(draft, ["nobody"]));
  store.getState().change("Name", (draft) => renameNode(draft, "read_csv", "  "));
  expect(store.getState().revision).toBe(revision);
  expect(store.getState().document).toBe(document);
  expect(store.getState().undoLabel).toBe("Build");
});

test("typing in one field is one step; another field, or a pause, starts the next", () => {
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
  const store = storeWith(1);
  const type = (field: string, text: string) => {
    store
      .getState()
      .change("Edit", (draft) => setInput(draft, "read_csv", [field], { kind: "value", value: text }), {
        group: `read_csv.${field}`,
      });
    now += 300;
  };
  for (const text of ["a", "ab", "abc"]) type("path", text);
  for (const text of ["x", "xy"]) type("sep", text);
  now += 2000;
  type("sep", "xyz");
  const value = (field: string) => store.getState().document.nodes[0]?.inputs[field];
  store.getState().undo();
  expect(value("sep")).toEqual({ kind: "value", value: "xy" });
  store.getState().undo();
  expect(value("sep")).toBeUndefined();
  expect(value("path")).toEqual({ kind: "value", value: "abc" });
  store.getState().undo();
  expect(value("path")).toBeUndefined();
  store.getState().redo();
  expect(value("path")).toEqual({ kind: "value", value: "abc" });
  type("path", "abcd");
  store.getState().undo();
  expect(value("path")).toEqual({ kind: "value", value: "abc" });
  clock.mockRestore();
});

test("the history keeps its last steps only", () => {
  const store = storeWith(1);
  for (let step = 1; step <= MAX_STEPS + 20; step += 1) {
    store.getState().change("Move", (draft) => moveNodes(draft, { read_csv: { x: step, y: 0 } }));
  }
  let undone = 0;
  while (store.getState().canUndo) {
    store.getState().undo();
    undone += 1;
  }
  expect(undone).toBe(MAX_STEPS);
  expect(store.getState().layout.nodes["read_csv"]).toEqual({ x: 20, y: 0 });
});

test("undo gives back what was selected, and what is gone is neither selected nor open", () => {
  const store = storeWith(2);
  store.getState().select(["read_csv", "read_csv_2"]);
  store.getState().focus("read_csv", "inputs.file_path");
  store.getState().change("Remove", (draft) => removeItems(draft, ["read_csv"]), { select: [] });
  expect([...store.getState().selection]).toEqual([]);
  expect(store.getState().focused).toBeNull();
  expect(store.getState().field).toBeNull();
  store.getState().undo();
  expect([...store.getState().selection]).toEqual(["read_csv", "read_csv_2"]);

  let added = "";
  store.getState().change(
    "Add",
    (draft) => {
      added = addNode(draft, pieceOf("ChartPiece"), { x: 0, y: 0 });
    },
    { select: () => [added] },
  );
  expect([...store.getState().selection]).toEqual(["chart"]);
  store.getState().undo();
  store.getState().undo();
  expect(store.getState().selection.size).toBe(0);
});

test("another content takes the old one's place, as a step only if it is to be undone", () => {
  const store = storeWith(2);
  const before = snapshot(store.getState());
  store.getState().replace(emptyContent("Other"), { keepHistory: true, label: "Load" });
  expect(store.getState().document.name).toBe("Other");
  expect(store.getState().undoLabel).toBe("Load");
  store.getState().undo();
  expect(snapshot(store.getState())).toEqual(before);
  store.getState().replace(emptyContent("Third"));
  expect(store.getState()).toMatchObject({ canUndo: false, canRedo: false });
});

test("a recipe that fails leaves everything as it was", () => {
  const store = storeWith(1);
  const before = snapshot(store.getState());
  expect(() =>
    store.getState().change("Fail", (draft) => {
      draft.document.nodes.length = 0;
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(snapshot(store.getState())).toEqual(before);
});

test("a value is data, even if its fields are called like those of every object", () => {
  const store = storeWith(1);
  const value: unknown = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}');
  store.getState().change("Edit", (draft) => setInput(draft, "read_csv", ["v"], { kind: "value", value }));
  store.getState().undo();
  store.getState().redo();
  const input = store.getState().document.nodes[0]?.inputs["v"];
  expect(JSON.stringify(input)).toBe('{"kind":"value","value":{"__proto__":{"x":1},"constructor":2}}');
});
