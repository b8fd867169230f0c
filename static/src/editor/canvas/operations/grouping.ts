import { t } from "../../../app/i18n";
import { makeGroup, moveToGroup, toggleGroup, ungroup } from "../../model/commands";
import { groupNodeId } from "../flow";
import { say } from "../state";
import type { Ground } from "./ground";

export type Grouping = ReturnType<typeof createGrouping>;

/** Groups. */
export function createGrouping(ground: Ground) {
  const { canvas, content, editor, locked, selected, selectedNodes } = ground;

  function group(): void {
    if (locked()) return;
    const ids = selectedNodes();
    if (ids.length === 0) return;
    let made: string | null = null;
    editor.getState().change(t("editor.canvas.steps.group", { count: ids.length }), (draft) => {
      made = makeGroup(draft, ids);
    });
    canvas.setState({ renamingGroup: made });
    say(canvas, t("editor.canvas.grouped", { count: ids.length }));
  }

  /** The groups that selected nodes are in. */
  function selectedGroups(): string[] {
    const ids = new Set(selected());
    return content().layout.groups.flatMap(({ id, nodes }) =>
      nodes.some((one) => ids.has(one)) ? [id] : [],
    );
  }

  function ungroupSelected(): void {
    if (locked()) return;
    const groups = selectedGroups();
    editor.getState().change(t("editor.canvas.steps.ungroup"), (draft) => {
      for (const id of groups) ungroup(draft, id);
    });
    const ids = selectedNodes();
    if (ids[0] !== undefined) canvas.setState({ current: ids[0] });
  }

  function toggle(id: string): void {
    const found = content().layout.groups.find((one) => one.id === id);
    if (!found || locked()) return;
    editor
      .getState()
      .change(t(found.collapsed ? "editor.canvas.steps.expand" : "editor.canvas.steps.collapse"), (draft) =>
        toggleGroup(draft, id),
      );
    const first = found.nodes[0];
    canvas.setState({ current: found.collapsed ? (first ?? null) : groupNodeId(id) });
    say(
      canvas,
      t(found.collapsed ? "editor.canvas.expanded" : "editor.canvas.collapsed", { title: found.title }),
    );
  }

  function toggleSelectedGroups(): void {
    for (const id of selectedGroups()) toggle(id);
  }

  function leaveGroup(): void {
    if (locked()) return;
    const ids = selectedNodes();
    editor.getState().change(t("editor.canvas.steps.ungroup"), (draft) => moveToGroup(draft, ids, null));
  }

  return { group, selectedGroups, ungroupSelected, toggle, toggleSelectedGroups, leaveGroup };
}
