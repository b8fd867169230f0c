import { createContext, type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import type { EditorState, EditorStore } from "./store";

const Context = createContext<EditorStore | null>(null);

export function EditorProvider({ store, children }: { store: EditorStore; children: ReactNode }) {
  return <Context.Provider value={store}>{children}</Context.Provider>;
}

/** The open editor's store, for reading and changing without being drawn again. */
export function useEditorStore(): EditorStore {
  const store = useContext(Context);
  if (!store) throw new Error("There is no EditorProvider above this component.");
  return store;
}

/** A part of the editor's state; keep selectors narrow, each change of the part draws the component again. */
export function useEditor<T>(selector: (state: EditorState) => T): T {
  return useStore(useEditorStore(), selector);
}
