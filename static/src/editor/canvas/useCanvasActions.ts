import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useEditorStore } from "../model/context";
import { useActions } from "../shortcuts/registry";
import { arrangingActions } from "./actions/arranging";
import { editingActions } from "./actions/editing";
import { type ActionGround, conditions } from "./actions/ground";
import { movingActions } from "./actions/moving";
import { nodeActions } from "./actions/nodes";
import { viewActions } from "./actions/viewing";
import type { Operations } from "./operations";
import type { CanvasStore } from "./state";

/** Adds what the canvas can do to the registry. */
export function useCanvasActions(operations: Operations, canvas: CanvasStore): void {
  const { t } = useTranslation();
  const editor = useEditorStore();
  const actions = useMemo(() => {
    const ground: ActionGround = { operations, canvas, editor, t, can: conditions(operations, canvas) };
    return [
      ...editingActions(ground),
      ...nodeActions(ground),
      ...arrangingActions(ground),
      ...viewActions(ground),
      ...movingActions(ground),
    ];
  }, [operations, canvas, editor, t]);
  useActions(actions);
}
