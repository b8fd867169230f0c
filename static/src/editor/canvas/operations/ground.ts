import type { ReactFlowInstance } from "@xyflow/react";
import { t } from "../../../app/i18n";
import type { PieceCatalogue } from "../../model/catalogue";
import { contentOf, type EditorStore } from "../../model/store";
import type { Content, Point } from "../../model/types";
import { collapsedInto, type FlowEdge, type FlowNode, groupBox, groupIdOf } from "../flow";
import type { Box } from "../guides";
import { CARD } from "../sizes";
import type { CanvasStore } from "../state";

export interface Surroundings {
  editor: EditorStore;
  canvas: CanvasStore;
  flow: ReactFlowInstance<FlowNode, FlowEdge>;
  pieces: () => PieceCatalogue;
  /** The element that has the focus while keys move on the canvas. */
  surface: () => HTMLElement | null;
  /** Where the pointer was last, on the canvas; null if it is elsewhere. */
  pointer: () => Point | null;
}

export type Ground = ReturnType<typeof createGround>;
const MOVE_MS = 200;

/** What all operations stand on: the workflow, the view, and what is selected. */
export function createGround(surroundings: Surroundings) {
  const { editor, canvas, flow, pieces, surface, pointer } = surroundings;

  const content = (): Content => contentOf(editor.getState());
  const node = (id: string) => content().document.nodes.find((one) => one.id === id);
  const nameOf = (id: string): string => {
    const group = groupIdOf(id);
    if (group !== null) return content().layout.groups.find((one) => one.id === group)?.title ?? "";
    return node(id)?.name ?? t("editor.canvas.note");
  };
  const animated = () => (reducedMotion() ? 0 : MOVE_MS);
  const locked = () => canvas.getState().readOnly;

  function focusSurface(): void {
    surface()?.focus({ preventScroll: true });
  }

  /** The part of the canvas that is seen. */
  function view(): Box {
    const box = surface()?.getBoundingClientRect();
    const { x, y } = flow.screenToFlowPosition(
      { x: box?.left ?? 0, y: box?.top ?? 0 },
      { snapToGrid: false },
    );
    const zoom = flow.getZoom();
    return { x, y, width: (box?.width ?? 800) / zoom, height: (box?.height ?? 600) / zoom };
  }

  /** Where a card is in the middle of what is seen. */
  function center(): Point {
    const { x, y, width, height } = view();
    return { x: x + (width - CARD.width) / 2, y: y + (height - CARD.height) / 2 };
  }

  function onSurface(at: Point): Point {
    const box = surface()?.getBoundingClientRect();
    const screen = flow.flowToScreenPosition(at);
    return { x: screen.x - (box?.left ?? 0), y: screen.y - (box?.top ?? 0) };
  }

  function boxOf(id: string): Box | null {
    const { layout } = content();
    const group = groupIdOf(id);
    if (group !== null) {
      const found = layout.groups.find((one) => one.id === group);
      return found ? groupBox(layout, found) : null;
    }
    const note = layout.notes.find((one) => one.id === id);
    if (note) return note;
    const at = layout.nodes[id];
    return node(id) ? { x: at?.x ?? 0, y: at?.y ?? 0, ...CARD } : null;
  }

  /** Moves the view just so far that a thing is seen. */
  function show(id: string): void {
    const box = boxOf(id);
    if (!box) return;
    const seen = view();
    const margin = 40 / flow.getZoom();
    const dx = shift(box.x - margin, box.width + 2 * margin, seen.x, seen.width);
    const dy = shift(box.y - margin, box.height + 2 * margin, seen.y, seen.height);
    if (dx === 0 && dy === 0) return;
    const { x, y, zoom } = flow.getViewport();
    void flow.setViewport({ x: x - dx * zoom, y: y - dy * zoom, zoom }, { duration: animated() });
  }

  /** The card drawn for a node: its group's if that is collapsed. */
  function drawn(id: string): string {
    return collapsedInto(content().layout).get(id) ?? id;
  }

  /** The ids in the document behind what is drawn. */
  function membersOf(id: string): string[] {
    const group = groupIdOf(id);
    if (group === null) return [id];
    return content().layout.groups.find((one) => one.id === group)?.nodes ?? [];
  }

  function selected(): string[] {
    const { selection } = editor.getState();
    if (selection.size > 0) return [...selection];
    const { current } = canvas.getState();
    return current === null ? [] : membersOf(current);
  }

  function selectedNodes(): string[] {
    const ids = new Set(selected());
    return content().document.nodes.flatMap(({ id }) => (ids.has(id) ? [id] : []));
  }

  return {
    editor,
    canvas,
    flow,
    pieces,
    surface,
    pointer,
    content,
    node,
    nameOf,
    animated,
    locked,
    focusSurface,
    view,
    center,
    onSurface,
    boxOf,
    show,
    drawn,
    membersOf,
    selected,
    selectedNodes,
  };
}

/** How far a view has to move so that a stretch is seen. */
function shift(start: number, size: number, from: number, length: number): number {
  if (start < from || size > length) return start - from;
  return Math.max(0, start + size - from - length);
}

export function reducedMotion(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
