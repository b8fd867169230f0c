import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Point } from "../model/types";
import type { Verdict } from "./connecting";
import type { Guide } from "./guides";
import type { NodeRunState, Problem } from "./runState";

/** Where quick add puts what is chosen. */
export interface QuickAdd {
  /** On the canvas. */
  at: Point;
  /** On the surface, in pixels from its top left: where the list opens. */
  screen: Point;
  /** Connect the new node after, or before, this node. */
  after?: string;
  before?: string;
  /** Put the new node into this edge. */
  into?: { upstream: string; downstream: string };
}

/** A connection being made, by pointer or by keys. */
export interface Connecting {
  from: string;
  /** Whether it was started at the output, and ends at an input, or the other way round. */
  forward: boolean;
  verdicts: ReadonlyMap<string, Verdict>;
  byKeys: boolean;
}

/** The choice what flows along a connection. */
export interface Wiring {
  upstream: string;
  downstream: string;
  screen: Point;
}

export type Overlay = "sheet" | "commands" | null;

/** What the canvas shows that is no part of the workflow. */
export interface CanvasState {
  /** The node that keys go to. */
  current: string | null;
  /** The card or line under the pointer, by its id in React Flow; a card only where the view is far away. */
  hovered: string | null;
  /** The view is far away: cards are drawn as boxes with names. */
  far: boolean;
  /** The view is so far away that lines are drawn all at once. */
  tiny: boolean;
  /** Selected edges, by their id in React Flow. */
  edges: ReadonlySet<string>;
  /** Whether dragging on the empty canvas selects, or moves the view. */
  selecting: boolean;
  connecting: Connecting | null;
  quickAdd: QuickAdd | null;
  wiring: Wiring | null;
  guides: readonly Guide[];
  /** The edge that a Piece is dragged over. */
  dropEdge: string | null;
  overlay: Overlay;
  outline: boolean;
  palette: boolean;
  minimap: boolean;
  editingNote: string | null;
  renamingGroup: string | null;
  /** Said to screen readers. */
  said: { text: string; turn: number };
  states: ReadonlyMap<string, NodeRunState>;
  problems: ReadonlyMap<string, readonly Problem[]>;
  readOnly: boolean;
}

export type CanvasStore = StoreApi<CanvasState>;

/** Windows of less pixels begin without the palette. */
const NARROW = 1200;

export function createCanvasStore(): CanvasStore {
  return createStore<CanvasState>()(() => ({
    current: null,
    hovered: null,
    far: false,
    tiny: false,
    edges: new Set(),
    selecting: false,
    connecting: null,
    quickAdd: null,
    wiring: null,
    guides: [],
    dropEdge: null,
    overlay: null,
    outline: false,
    // In a narrow window the canvas needs the room more.
    palette: typeof window === "undefined" || window.innerWidth >= NARROW,
    minimap: true,
    editingNote: null,
    renamingGroup: null,
    said: { text: "", turn: 0 },
    states: new Map(),
    problems: new Map(),
    readOnly: false,
  }));
}

export const CanvasContext = createContext<CanvasStore | null>(null);

export function useCanvasStore(): CanvasStore {
  const store = useContext(CanvasContext);
  if (!store) throw new Error("There is no canvas above this component.");
  return store;
}

export function useCanvas<T>(selector: (state: CanvasState) => T): T {
  return useStore(useCanvasStore(), selector);
}

/** Says something to screen readers; the same words twice are said twice. */
export function say(store: CanvasStore, text: string): void {
  store.setState(({ said }) => ({ said: { text, turn: said.turn + 1 } }));
}
