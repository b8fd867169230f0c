import { t } from "../../../app/i18n";
import { tellWarning } from "../../../components/toaster";
import { ClipboardError, copyText, duplicate, pasteText } from "../../model/clipboard";
import { disconnect, removeItems } from "../../model/commands";
import { upstreamOf } from "../../model/graph";
import { kept, keptText } from "../internalClipboard";
import { say } from "../state";
import type { Ground } from "./ground";

export type Editing = ReturnType<typeof createEditing>;

/** Deleting, copying and pasting. */
export function createEditing(ground: Ground) {
  const { canvas, content, drawn, editor, flow, locked, node, pointer, selected, show } = ground;

  function remove(): void {
    if (locked()) return;
    const ids = selected();
    const edges = flow.getEdges().filter(({ id }) => canvas.getState().edges.has(id));
    const cut = edges.flatMap((edge) => edge.data?.edges ?? []);
    if (ids.length === 0 && cut.length === 0) return;
    const { current } = canvas.getState();
    const gone = new Set(ids);
    const heir = current !== null && node(current) ? upstreamOf(content().document, current)[0] : undefined;
    editor.getState().change(
      t("editor.canvas.steps.remove", { count: ids.length + cut.length }),
      (draft) => {
        removeItems(draft, ids);
        for (const { upstream, downstream } of cut) disconnect(draft, upstream, downstream);
      },
      { select: [] },
    );
    const next = heir !== undefined && !gone.has(heir) ? drawn(heir) : null;
    canvas.setState({ current: next, edges: new Set() });
    say(canvas, t("editor.canvas.removed", { count: ids.length + cut.length }));
  }

  /** The selection as text; null if nothing is selected. */
  function copied(): string | null {
    const ids = selected();
    if (ids.length === 0) return null;
    const text = copyText(content(), ids);
    kept(text);
    say(canvas, t("editor.canvas.copied", { count: ids.length }));
    return text;
  }

  function copy(): void {
    const text = copied();
    // Refused in some frames; the text is kept by us then.
    if (text !== null) navigator.clipboard?.writeText(text).catch(() => undefined);
  }

  function cut(): void {
    if (locked()) return;
    copy();
    remove();
  }

  /** Pastes a text, or what was copied in this browser. */
  function paste(text: string | null): void {
    if (locked()) return;
    const source = text !== null && text.trim() !== "" ? text : keptText();
    if (source === null) return;
    const at = pointer();
    let ids: string[] = [];
    try {
      editor.getState().change(
        t("editor.canvas.steps.paste"),
        (draft) => {
          ids = pasteText(draft, source, at && { x: Math.round(at.x), y: Math.round(at.y) });
        },
        { select: () => ids },
      );
    } catch (error) {
      if (!(error instanceof ClipboardError)) throw error;
      tellWarning(t("editor.canvas.pasteFailed"), error.message);
      return;
    }
    const first = ids[0];
    canvas.setState({ current: first ?? null, edges: new Set() });
    if (first !== undefined) show(drawn(first));
    say(canvas, t("editor.canvas.pasted", { count: ids.length }));
  }

  function duplicateSelected(): void {
    if (locked()) return;
    const ids = selected();
    if (ids.length === 0) return;
    let made: string[] = [];
    editor.getState().change(
      t("editor.canvas.steps.duplicate", { count: ids.length }),
      (draft) => {
        made = duplicate(draft, ids);
      },
      { select: () => made },
    );
    const first = made[0];
    canvas.setState({ current: first ?? null });
    if (first !== undefined) show(drawn(first));
    say(canvas, t("editor.canvas.pasted", { count: made.length }));
  }

  function selectAll(): void {
    const { document, layout } = content();
    editor.getState().select([...document.nodes.map(({ id }) => id), ...layout.notes.map(({ id }) => id)]);
    say(canvas, t("editor.canvas.selected", { count: editor.getState().selection.size }));
  }

  return { remove, copied, copy, cut, paste, duplicateSelected, selectAll };
}
