import { enablePatches, freeze, type Patch, produceWithPatches } from "immer";
import { createStore, type StoreApi } from "zustand/vanilla";
import { EMPTY, type History, recorded, type Step, stepBack, stepForward } from "./history";
import { applied } from "./patches";
import type { Content } from "./types";

enablePatches();

export interface ChangeOptions {
  /** Changes of the same group within a second of each other are undone in one step, such as typing. */
  group?: string;
  /** Selects these afterwards; undo then gives the former selection back. A function is asked after the change. */
  select?: readonly string[] | (() => readonly string[]);
}

export interface EditorState extends Content {
  /** Ids of nodes and notes. */
  selection: ReadonlySet<string>;
  /** The node whose panel is open. */
  focused: string | null;
  /** The input to be focused in the panel, such as `inputs.conditions[0].column`. */
  field: string | null;
  canUndo: boolean;
  canRedo: boolean;
  undoLabel: string | null;
  redoLabel: string | null;
  /** Grows with every change of the content. */
  revision: number;
  /** Changes the content as one step of the history; one that changes nothing makes no step. */
  change(label: string, recipe: (draft: Content) => void, options?: ChangeOptions): void;
  undo(): void;
  redo(): void;
  select(ids: Iterable<string>): void;
  focus(id: string | null, field?: string | null): void;
  /** Puts another content in place; with `keepHistory` that is a step which can be undone. */
  replace(content: Content, options?: { keepHistory?: boolean; label?: string }): void;
}

export type EditorStore = StoreApi<EditorState>;

/** The state of one open editor. */
export function createEditorStore(initial: Content): EditorStore {
  let history: History = EMPTY;
  const content = frozen(initial);
  return createStore<EditorState>()((set, get) => {
    /** Shows a content and the history that led to it; what is gone is neither selected nor focused. */
    function show({ document, layout }: Content, next: History, selection: Iterable<string>): void {
      history = next;
      const ids = idsOf({ document, layout });
      const state = get();
      const gone = state.focused !== null && !ids.has(state.focused);
      set({
        document,
        layout,
        selection: sameSet(state.selection, new Set([...selection].filter((id) => ids.has(id)))),
        focused: gone ? null : state.focused,
        field: gone ? null : state.field,
        revision: state.revision + 1,
        ...labels(next),
      });
    }

    function record(after: Content, step: Omit<Step, "at">): void {
      const selection = step.selection?.after ?? get().selection;
      show(after, recorded(history, { ...step, at: performance.now() }), selection);
    }

    return {
      ...content,
      selection: new Set(),
      focused: null,
      field: null,
      ...labels(EMPTY),
      revision: 0,
      change(label, recipe, options = {}) {
        const { document, layout, selection: before } = get();
        const [after, forward, backward] = produceWithPatches({ document, layout }, (draft: Content) => {
          recipe(draft);
        });
        const chosen = typeof options.select === "function" ? options.select() : options.select;
        if (forward.length === 0) {
          if (chosen) get().select(chosen);
          return;
        }
        const selection = chosen && { before, after: new Set(chosen) };
        record(after, { label, group: options.group, forward, backward, selection });
      },
      undo() {
        const step = history.past.at(-1);
        if (!step) return;
        show(
          applied(contentOf(get()), step.backward),
          stepBack(history, step),
          step.selection?.before ?? get().selection,
        );
      },
      redo() {
        const step = history.future.at(-1);
        if (!step) return;
        show(
          applied(contentOf(get()), step.forward),
          stepForward(history, step),
          step.selection?.after ?? get().selection,
        );
      },
      select(ids) {
        set((state) => ({ selection: sameSet(state.selection, new Set(ids)) }));
      },
      focus(id, field = null) {
        set({ focused: id, field: id === null ? null : field });
      },
      replace(next, { keepHistory = false, label = "" } = {}) {
        const after = frozen(next);
        if (!keepHistory) {
          show(after, EMPTY, get().selection);
          return;
        }
        record(after, {
          label,
          group: undefined,
          forward: whole(after),
          backward: whole(contentOf(get())),
          selection: undefined,
        });
      },
    };
  });
}

/** The part of the state that undo and redo go over. */
export function contentOf({ document, layout }: Content): Content {
  return { document, layout };
}

function frozen({ document, layout }: Content): Content {
  return freeze({ document, layout }, true);
}

function whole({ document, layout }: Content): Patch[] {
  return [
    { op: "replace", path: ["document"], value: document },
    { op: "replace", path: ["layout"], value: layout },
  ];
}

function labels({ past, future }: History) {
  return {
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    undoLabel: past.at(-1)?.label ?? null,
    redoLabel: future.at(-1)?.label ?? null,
  };
}

function idsOf({ document, layout }: Content): Set<string> {
  const ids = new Set<string>();
  for (const { id } of document.nodes) ids.add(id);
  for (const { id } of layout.notes) ids.add(id);
  return ids;
}

/** The old set if nothing changed, so that nobody is told. */
function sameSet(old: ReadonlySet<string>, next: ReadonlySet<string>): ReadonlySet<string> {
  return old.size === next.size && [...next].every((id) => old.has(id)) ? old : next;
}
