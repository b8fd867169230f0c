/** How cards and lines stand at the moment, beside what the workflow says. */
import { known } from "../../model/states";
import type { Verdict } from "./connecting";
import { edgeId } from "./flow";
import type { NodeRunState, Problem } from "./runState";
import { createSignals, type Signals, useSignal } from "./signals";
import { type CanvasState, type CanvasStore, useCanvasStore } from "./state";

export interface CardMark {
  /** Keys go to it. */
  current: boolean;
  /** The pointer is over it; only followed where the view is far away. */
  hovered: boolean;
  /** A connection started at it. */
  origin: boolean;
  /** What a connection that is being made would mean here. */
  verdict: Verdict | undefined;
  run: NodeRunState | undefined;
  problems: readonly Problem[] | undefined;
  /** The view is far away: drawn as a box with a name. */
  far: boolean;
}

export interface LineMark {
  /** The state of the run along it; null outside of runs. */
  state: string | null;
  /** A Piece is dragged over it. */
  over: boolean;
  hovered: boolean;
  far: boolean;
  readOnly: boolean;
}

interface Marks {
  cards: Signals<CardMark>;
  lines: Signals<LineMark>;
}

function concernsCards(state: CanvasState, before: CanvasState): boolean {
  return (
    state.current !== before.current ||
    state.hovered !== before.hovered ||
    state.connecting !== before.connecting ||
    state.states !== before.states ||
    state.problems !== before.problems ||
    state.far !== before.far
  );
}

export function cardMark(state: CanvasState, id: string): CardMark {
  const { connecting, current, far, hovered, problems, states } = state;
  return {
    current: current === id,
    hovered: hovered === id,
    origin: connecting?.from === id,
    verdict: connecting?.verdicts.get(id),
    run: states.get(id),
    problems: problems.get(id),
    far,
  };
}

function sameCard(a: CardMark, b: CardMark): boolean {
  return (
    a.current === b.current &&
    a.hovered === b.hovered &&
    a.origin === b.origin &&
    a.verdict === b.verdict &&
    a.run === b.run &&
    a.problems === b.problems &&
    a.far === b.far
  );
}

function concernsLines(state: CanvasState, before: CanvasState): boolean {
  return (
    state.states !== before.states ||
    state.dropEdge !== before.dropEdge ||
    state.hovered !== before.hovered ||
    state.far !== before.far ||
    state.readOnly !== before.readOnly
  );
}

/** Ids hold no line breaks. */
const between = (upstream: string, downstream: string) => `${upstream}\n${downstream}`;

/** The state of a run along a line; null outside of runs. */
export function lineState(
  states: ReadonlyMap<string, NodeRunState>,
  upstream: string,
  downstream: string,
): string | null {
  const down = states.get(downstream)?.state;
  if (down === "running") return down;
  if (down) return known(down);
  return states.get(upstream)?.state === "running" ? "waiting" : null;
}

export function lineMark({ states, dropEdge, far, hovered, readOnly }: CanvasState, key: string): LineMark {
  const [upstream = "", downstream = ""] = key.split("\n");
  const id = edgeId(upstream, downstream);
  return {
    state: lineState(states, upstream, downstream),
    over: dropEdge === id,
    hovered: hovered === id,
    far,
    readOnly,
  };
}

function sameLine(a: LineMark, b: LineMark): boolean {
  return (
    a.state === b.state &&
    a.over === b.over &&
    a.hovered === b.hovered &&
    a.far === b.far &&
    a.readOnly === b.readOnly
  );
}

const all = new WeakMap<CanvasStore, Marks>();

function marksOf(store: CanvasStore): Marks {
  let marks = all.get(store);
  if (!marks) {
    marks = {
      cards: createSignals(store, { concerns: concernsCards, read: cardMark, same: sameCard }),
      lines: createSignals(store, { concerns: concernsLines, read: lineMark, same: sameLine }),
    };
    all.set(store, marks);
  }
  return marks;
}

export function useCardMark(id: string): CardMark {
  return useSignal(marksOf(useCanvasStore()).cards, id);
}

export function useLineMark(upstream: string, downstream: string): LineMark {
  return useSignal(marksOf(useCanvasStore()).lines, between(upstream, downstream));
}
