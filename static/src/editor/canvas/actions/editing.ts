import { ClipboardPaste, Copy, CopyPlus, Redo2, Scissors, Trash2, Undo2 } from "lucide-react";
import type { Action } from "../../shortcuts/registry";
import { say } from "../state";
import type { ActionGround } from "./ground";

/** Undoing, copying and deleting. */
export function editingActions({ canvas, editor, operations, t, can }: ActionGround): Action[] {
  const { unlocked, some } = can;
  const history = (way: "undo" | "redo") => () => {
    const state = editor.getState();
    const label = way === "undo" ? state.undoLabel : state.redoLabel;
    state[way]();
    say(canvas, t(way === "undo" ? "editor.canvas.undone" : "editor.canvas.redone", { label: label ?? "" }));
  };
  return [
    {
      id: "undo",
      label: t("editor.actions.undo"),
      section: "edit",
      keys: ["mod+z"],
      icon: Undo2,
      where: "editor",
      when: () => unlocked() && editor.getState().canUndo,
      run: history("undo"),
    },
    {
      id: "redo",
      label: t("editor.actions.redo"),
      section: "edit",
      keys: ["mod+shift+z", "mod+y"],
      icon: Redo2,
      where: "editor",
      when: () => unlocked() && editor.getState().canRedo,
      run: history("redo"),
    },
    {
      id: "cut",
      label: t("editor.actions.cut"),
      section: "edit",
      keys: ["mod+x"],
      icon: Scissors,
      where: "editor",
      when: some,
      run: operations.cut,
      keysHandledElsewhere: true,
    },
    {
      id: "copy",
      label: t("editor.actions.copy"),
      section: "edit",
      keys: ["mod+c"],
      icon: Copy,
      where: "editor",
      when: () => operations.selected().length > 0,
      run: operations.copy,
      keysHandledElsewhere: true,
    },
    {
      id: "paste",
      label: t("editor.actions.paste"),
      section: "edit",
      keys: ["mod+v"],
      icon: ClipboardPaste,
      where: "editor",
      when: unlocked,
      run: () => operations.paste(null),
      keysHandledElsewhere: true,
    },
    {
      id: "duplicate",
      label: t("editor.actions.duplicate"),
      section: "edit",
      keys: ["mod+d"],
      icon: CopyPlus,
      where: "editor",
      when: some,
      run: operations.duplicateSelected,
    },
    {
      id: "remove",
      label: t("editor.actions.remove"),
      section: "edit",
      keys: ["delete", "backspace"],
      icon: Trash2,
      where: "canvas",
      when: () => unlocked() && (operations.selected().length > 0 || canvas.getState().edges.size > 0),
      run: operations.remove,
    },
    {
      id: "selectAll",
      label: t("editor.actions.selectAll"),
      section: "edit",
      keys: ["mod+a"],
      where: "editor",
      run: operations.selectAll,
    },
  ];
}
