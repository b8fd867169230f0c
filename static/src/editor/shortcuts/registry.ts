import type { LucideIcon } from "lucide-react";
import { useEffect } from "react";
import { useStore } from "zustand";
import { createStore, type StoreApi } from "zustand/vanilla";
import { useEditorStore } from "../model/context";
import type { EditorStore } from "../model/store";

/** The order of the sections in the sheet and in the command palette. */
export const SECTIONS = ["workflow", "edit", "nodes", "arrange", "view", "keyboard"] as const;
export type Section = (typeof SECTIONS)[number];

/** Something the user can do: the one source of its words, keys and button. */
export interface Action {
  id: string;
  label: string;
  section: Section;
  /** Combinations such as `mod+shift+z`; the first one is shown on buttons. */
  keys: readonly string[];
  icon?: LucideIcon;
  /**
   * Where its keys work: with the focus on the canvas, or in the whole editor except where text is typed, or
   * there as well.
   */
  where: "canvas" | "editor" | "anywhere";
  /** Whether it can be done now; without it, always. */
  when?: () => boolean;
  run: () => void;
  /** Keys that only make sense by hand, such as arrows: listed in the sheet, not in the command palette. */
  byKeyOnly?: boolean;
  /** Keys are only shown: the browser or another handler does it, such as pasting. */
  keysHandledElsewhere?: boolean;
}

interface Registered {
  actions: readonly Action[];
  add(actions: readonly Action[]): () => void;
}

export type Registry = StoreApi<Registered>;

export function createRegistry(): Registry {
  return createStore<Registered>()((set) => ({
    actions: [],
    add(added) {
      const ids = new Set(added.map(({ id }) => id));
      set((state) => ({ actions: [...state.actions.filter(({ id }) => !ids.has(id)), ...added] }));
      const objects = new Set(added);
      return () => set((state) => ({ actions: state.actions.filter((one) => !objects.has(one)) }));
    },
  }));
}

/** One registry for each open editor: it comes and goes with the editor's store. */
const registries = new WeakMap<EditorStore, Registry>();

export function registryOf(store: EditorStore): Registry {
  let registry = registries.get(store);
  if (!registry) {
    registry = createRegistry();
    registries.set(store, registry);
  }
  return registry;
}

export function useRegistry(): Registry {
  return registryOf(useEditorStore());
}

/** Adds actions as long as the component is there. Keep the list the same object between renders. */
export function useActions(actions: readonly Action[]): void {
  const registry = useRegistry();
  useEffect(() => registry.getState().add(actions), [registry, actions]);
}

/** The action of this id; undefined while nobody has added it. */
export function useAction(id: string): Action | undefined {
  return useStore(useRegistry(), (state) => state.actions.find((action) => action.id === id));
}

export function possible(action: Action): boolean {
  return action.when?.() ?? true;
}
