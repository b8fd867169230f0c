import type { TFunction } from "i18next";
import type { EditorStore } from "../../model/store";
import type { Operations } from "../operations";
import type { CanvasStore } from "../state";

/** What the canvas's actions stand on. */
export interface ActionGround {
  operations: Operations;
  canvas: CanvasStore;
  editor: EditorStore;
  t: TFunction;
  can: Conditions;
}

/** What has to be so that something can be done. */
interface Conditions {
  unlocked: () => boolean;
  /** Something is selected that may be changed; `nodes` among it; or `several` of it. */
  some: () => boolean;
  nodes: () => boolean;
  several: () => boolean;
  /** Keys go to something. */
  current: () => boolean;
}

export function conditions(operations: Operations, canvas: CanvasStore): Conditions {
  const unlocked = () => !operations.locked();
  return {
    unlocked,
    some: () => unlocked() && operations.selected().length > 0,
    nodes: () => unlocked() && operations.selectedNodes().length > 0,
    several: () => unlocked() && operations.selected().length > 1,
    current: () => canvas.getState().current !== null,
  };
}
