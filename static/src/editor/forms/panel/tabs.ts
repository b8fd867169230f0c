import { type RefObject, useEffect } from "react";
import type { Problem } from "../../../api/problems";
import { DEFAULT_OPTIONS } from "../../model/completed";
import { useEditorStore } from "../../model/context";
import type { Piece } from "../../model/types";
import type { FieldProblem } from "../context";
import { isWithin, objectShape } from "../schema";

export const TABS = ["inputs", "options", "json"] as const;
export type Tab = (typeof TABS)[number];
const OPTIONS = Object.keys(DEFAULT_OPTIONS);

/** Whether a field is an option of every node, not an input of this one. */
export function isOption(field: string, piece: Piece | undefined): boolean {
  if (field.startsWith("resources.")) return !hasInput(field, piece);
  return OPTIONS.includes(field) && !hasInput(field, piece);
}

/** How many problems the fields of a tab have. */
export function problemsOfTab(problems: readonly FieldProblem[], tab: Tab, piece: Piece | undefined): number {
  if (tab === "json") return 0;
  return problems.filter(({ field }) => isOption(field, piece) === (tab === "options")).length;
}

/** The field's name as the form has it: problems lead to `inputs.name`, the server says `name`. */
export function fieldName(field: string, piece: Piece | undefined): string {
  const bare = field.startsWith("inputs.") ? field.slice("inputs.".length) : field;
  return hasInput(field, piece) ? field : bare;
}

export function fieldProblems(problems: readonly Problem[]): FieldProblem[] {
  return problems.map(({ field, severity, reason, fix }) => ({
    field: field ?? "",
    severity: severity ?? "error",
    reason,
    fix: fix ?? null,
  }));
}

/** Opens the tab that has the field a problem leads to. */
export function useTabOf(target: string | null, piece: Piece | undefined, setTab: (tab: Tab) => void) {
  useEffect(() => {
    if (target !== null) setTab(isOption(target, piece) ? "options" : "inputs");
  }, [target, piece, setTab]);
}

/** Lets the field that a problem leads to be seen and typed into; called in the tab that has it. */
export function useFieldFocus(root: RefObject<HTMLDivElement | null>, target: string | null) {
  const store = useEditorStore();
  useEffect(() => {
    if (target === null) return;
    const fields = [...(root.current?.querySelectorAll<HTMLElement>("[data-field]") ?? [])];
    const holding = fields.filter((one) => isWithin(target, one.dataset["field"] ?? ""));
    const place = holding.at(-1);
    place?.scrollIntoView?.({ block: "center" });
    const control =
      place?.querySelector<HTMLElement>(
        "input:not([type=hidden]), textarea, select, [contenteditable=true], [data-picker]",
      ) ?? place?.querySelector<HTMLElement>("button");
    control?.focus({ preventScroll: true });
    // Asked for again, it is to be found again.
    const { focused, focus } = store.getState();
    focus(focused);
  }, [root, target, store]);
}

function hasInput(field: string, piece: Piece | undefined): boolean {
  return (
    piece !== undefined &&
    objectShape(piece.input_schema).properties.some(({ name }) => isWithin(field, name))
  );
}
