import { type NodeProps, NodeResizer, NodeToolbar } from "@xyflow/react";
import { lazy, memo, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { setNote } from "../model/commands";
import { useEditor, useEditorStore } from "../model/context";
import type { Note } from "../model/types";
import type { NoteNode } from "./flow";
import { useCanvas, useCanvasStore } from "./state";

const MarkdownView = lazy(() =>
  import("../../viewers/MarkdownView").then((module) => ({ default: module.MarkdownView })),
);

const COLORS: Note["color"][] = ["yellow", "blue", "green", "pink", "gray"];

/** A text on the canvas. */
export const NoteCard = memo(function NoteCard({ id, data, selected }: NodeProps<NoteNode>) {
  const { t } = useTranslation();
  const { note } = data;
  const store = useEditorStore();
  const canvas = useCanvasStore();
  const editing = useCanvas((state) => state.editingNote === id);
  const current = useCanvas((state) => state.current === id);
  const readOnly = useCanvas((state) => state.readOnly);
  const alone = useEditor((state) => state.selection.size === 1);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: by keys, Enter on the canvas opens it
    <div
      className={`canvas-note note-${note.color} ${selected ? "selected" : ""} ${current ? "current" : ""}`}
      id={`canvas-item-${id}`}
      onDoubleClick={(event) => {
        event.stopPropagation();
        if (!readOnly) canvas.setState({ editingNote: id });
      }}
    >
      <NodeResizer isVisible={selected && !readOnly} minHeight={48} minWidth={96} />
      <NodeToolbar className="note-tools" isVisible={selected && alone && !readOnly}>
        {COLORS.map((color) => (
          <button
            aria-label={t(`editor.canvas.noteColors.${color}`)}
            aria-pressed={note.color === color}
            className={`note-color note-${color}`}
            key={color}
            onClick={() =>
              store
                .getState()
                .change(t("editor.canvas.steps.noteColor"), (draft) => setNote(draft, id, { color }))
            }
            title={t(`editor.canvas.noteColors.${color}`)}
            type="button"
          />
        ))}
      </NodeToolbar>
      {editing ? (
        <NoteEditor id={id} text={note.text} />
      ) : note.text.trim() === "" ? (
        <span className="note-empty">{t("editor.canvas.noteEmpty")}</span>
      ) : (
        <div className="note-text">
          <Suspense fallback={note.text}>
            <MarkdownView text={note.text} />
          </Suspense>
        </div>
      )}
    </div>
  );
});

function NoteEditor({ id, text }: { id: string; text: string }) {
  const { t } = useTranslation();
  const store = useEditorStore();
  const canvas = useCanvasStore();
  const [now, setNow] = useState(text);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const done = () => {
    canvas.setState({ editingNote: null });
    store.getState().change(t("editor.canvas.steps.noteText"), (draft) => setNote(draft, id, { text: now }));
  };
  return (
    <textarea
      aria-label={t("editor.canvas.noteText")}
      className="note-field nodrag nowheel nopan"
      onBlur={done}
      onChange={(event) => setNow(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) {
          field.current?.blur();
          document.querySelector<HTMLElement>("[data-canvas-surface]")?.focus();
        }
      }}
      placeholder={t("editor.canvas.notePlaceholder")}
      ref={field}
      value={now}
    />
  );
}
