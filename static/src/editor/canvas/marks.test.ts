import { expect, test } from "vitest";
import { cardMark, lineMark } from "./marks";
import { createSignals } from "./signals";
import { createCanvasStore } from "./state";

const run = (state: string) => ({ state, duration: null, started: null });

function cards() {
  const store = createCanvasStore();
  const reads: string[] = [];
  const signals = createSignals(store, {
    concerns: (state, before) => state.current !== before.current,
    read: (state, key) => {
      reads.push(key);
      return { current: state.current === key };
    },
    same: (a, b) => a.current === b.current,
  });
  return { store, signals, reads };
}

test("only those are told whose own part changed", () => {
  const { store, signals } = cards();
  const told: string[] = [];
  for (const key of ["a", "b", "c"]) {
    signals.of(key);
    signals.subscribe(key, () => told.push(key));
  }
  store.setState({ current: "a" });
  store.setState({ current: "b" });
  expect(told).toEqual(["a", "a", "b"]);
});

test("a change that concerns nobody, such as a guide's, asks for nothing", () => {
  const { store, signals, reads } = cards();
  signals.subscribe("a", () => undefined);
  reads.length = 0;
  store.setState({ guides: [{ axis: "x", at: 1, from: 0, to: 2 }] });
  expect(reads).toEqual([]);
});

test("as long as it says the same, what is said is the same object; whoever left is told nothing", () => {
  const { store, signals } = cards();
  const before = signals.of("a");
  let told = 0;
  const leave = signals.subscribe("a", () => {
    told += 1;
  });
  store.setState({ current: "b" });
  expect(signals.of("a")).toBe(before);
  leave();
  store.setState({ current: "a" });
  expect(told).toBe(0);
  expect(signals.of("a")).toEqual({ current: true });
});

test("a line shows how far the run is along it", () => {
  const state = createCanvasStore().getState();
  const states = new Map([
    ["a", run("running")],
    ["b", run("success")],
  ]);
  expect(lineMark({ ...state, states }, "a\nb").state).toBe("success");
  expect(lineMark({ ...state, states }, "a\nc").state).toBe("waiting");
  expect(lineMark({ ...state, states }, "c\nd").state).toBeNull();
});

test("a card shows where a connection starts, and what it would mean elsewhere", () => {
  const verdict = { kind: "refused" as const, words: "A circle." };
  const connecting = { from: "a", forward: true, verdicts: new Map([["b", verdict]]), byKeys: false };
  const state = { ...createCanvasStore().getState(), connecting, far: true };
  expect(cardMark(state, "a")).toMatchObject({ origin: true, verdict: undefined, far: true });
  expect(cardMark(state, "b")).toMatchObject({ origin: false, verdict });
});
