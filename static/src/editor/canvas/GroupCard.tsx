import { Handle, type NodeProps, Position } from "@xyflow/react";
import { ChevronDown, ChevronRight, Layers } from "lucide-react";
import { memo, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { StateIcon } from "../../components/StateBadge";
import { known, label, ordered } from "../../model/states";
import { renameGroup } from "../model/commands";
import { useEditorStore } from "../model/context";
import type { GroupNode } from "./flow";
import { useOperations } from "./OperationsContext";
import { useCanvas, useCanvasStore } from "./state";

/** A group: a frame behind its nodes, or one card in their place. */
export const GroupCard = memo(function GroupCard({ id, data, selected }: NodeProps<GroupNode>) {
  const { t } = useTranslation();
  const { group, vertical } = data;
  const operations = useOperations();
  const canvas = useCanvasStore();
  const current = useCanvas((state) => state.current === id);
  const renaming = useCanvas((state) => state.renamingGroup === group.id);
  const readOnly = useCanvas((state) => state.readOnly);
  const Chevron = group.collapsed ? ChevronRight : ChevronDown;
  const marks = `${selected ? "selected" : ""} ${current ? "current" : ""}`;
  const title = renaming ? (
    <GroupTitle id={group.id} title={group.title} />
  ) : (
    <span className="card-name">{group.title || t("editor.canvas.group")}</span>
  );
  const toggle = (
    <button
      aria-expanded={!group.collapsed}
      aria-label={t(group.collapsed ? "editor.canvas.expand" : "editor.canvas.collapse", {
        title: group.title,
      })}
      className="group-toggle nodrag"
      disabled={readOnly}
      onClick={(event) => {
        event.stopPropagation();
        operations.toggle(group.id);
      }}
      tabIndex={-1}
      type="button"
    >
      <Chevron aria-hidden size={16} />
    </button>
  );

  if (!group.collapsed) {
    return (
      <div className={`node-group ${marks}`} id={`canvas-item-${id}`}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the outline and the command palette rename groups by keys */}
        <div
          className="group-head"
          onDoubleClick={(event) => {
            event.stopPropagation();
            if (!readOnly) canvas.setState({ renamingGroup: group.id });
          }}
        >
          {toggle}
          {title}
          <span className="group-count">{group.nodes.length}</span>
        </div>
      </div>
    );
  }
  return (
    <div className={`piece-card group-card ${marks}`} id={`canvas-item-${id}`}>
      <Handle
        className="port"
        isConnectable={false}
        position={vertical ? Position.Top : Position.Left}
        type="target"
      />
      <span className="card-icon">
        <Layers aria-hidden size={20} strokeWidth={1.75} />
      </span>
      <span className="card-text">
        {title}
        <span className="card-piece">{t("editor.canvas.members", { count: group.nodes.length })}</span>
      </span>
      {toggle}
      <GroupState ids={group.nodes} />
      <Handle
        className="port"
        isConnectable={false}
        position={vertical ? Position.Bottom : Position.Right}
        type="source"
      />
    </div>
  );
});

/** The worst state of the nodes in a collapsed group, and how many are in it. */
function GroupState({ ids }: { ids: readonly string[] }) {
  const worst = useCanvas(({ states }) => {
    const counts: Record<string, number> = {};
    for (const id of ids) {
      const state = states.get(id)?.state;
      if (state) counts[state] = (counts[state] ?? 0) + 1;
    }
    return ordered(counts)[0]?.join(" ") ?? null;
  });
  if (worst === null) return null;
  const [state = "", count = ""] = worst.split(" ");
  return (
    <span className={`card-state state-${known(state)}`}>
      <StateIcon state={state} />
      <span className="card-state-word">{label(state)}</span>
      <span className="card-time">
        {count}/{ids.length}
      </span>
    </span>
  );
}

function GroupTitle({ id, title }: { id: string; title: string }) {
  const { t } = useTranslation();
  const store = useEditorStore();
  const canvas = useCanvasStore();
  const operations = useOperations();
  const [now, setNow] = useState(title);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The frame has just been drawn; React Flow gives the focus to nothing in it.
    const timer = window.setTimeout(() => field.current?.select(), 0);
    return () => window.clearTimeout(timer);
  }, []);
  const done = () => {
    canvas.setState({ renamingGroup: null });
    if (now.trim() !== "" && now !== title) {
      store.getState().change(t("editor.canvas.steps.renameGroup"), (draft) => renameGroup(draft, id, now));
    }
  };
  return (
    <input
      aria-label={t("editor.canvas.groupTitle")}
      className="group-title nodrag"
      onBlur={done}
      onChange={(event) => setNow(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") {
          canvas.setState({ renamingGroup: null });
          operations.focusSurface();
        } else if (event.key === "Enter") {
          done();
          operations.focusSurface();
        }
      }}
      ref={field}
      value={now}
    />
  );
}
