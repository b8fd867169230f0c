import { type KeyPress, pressed } from "./keys";
import { type Action, possible } from "./registry";

/** Where the focus is, as far as keys care. */
export type Focus = "canvas" | "editor" | "typing" | "dialog";

const WHERE: Record<Action["where"], readonly Focus[]> = {
  canvas: ["canvas"],
  editor: ["canvas", "editor"],
  anywhere: ["canvas", "editor", "typing"],
};

/** What a key does with the focus there: the first possible action of the most particular place. */
export function actionFor(actions: readonly Action[], press: KeyPress, focus: Focus): Action | undefined {
  const fitting = actions.filter(
    (action) =>
      !action.keysHandledElsewhere &&
      WHERE[action.where].includes(focus) &&
      action.keys.some((keys) => pressed(press, keys)) &&
      possible(action),
  );
  return fitting.find((action) => action.where === "canvas") ?? fitting[0];
}

const TYPING =
  "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], .cm-editor";
/** Lists, menus and such have keys of their own. */
const OWN_KEYS = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox], [data-own-keys]";

/** What has the focus. */
export function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof Element)) return "editor";
  if (target.closest(OWN_KEYS)) return target.closest("[data-editor-panel]") ? "typing" : "dialog";
  if (target.closest(TYPING)) return "typing";
  return target.closest("[data-canvas-surface]") ? "canvas" : "editor";
}
