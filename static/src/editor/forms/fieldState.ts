import { t } from "../../app/i18n";
import { typeOf } from "../../model/fields";
import type { NodeInput } from "../model/types";
import { findingsOf } from "./checks";
import { contentOf, type Edit, type Form } from "./context";
import type { Side } from "./fieldParts";
import { value } from "./inputs";
import { durationParts } from "./moments";
import { type JsonSchema, type Path, type Shape, shapeOf, type UpstreamRule } from "./schema";
import { chosenOption } from "./unionOption";
import { fits, initial, shown } from "./values";

/** What a field is at the moment, derived from the document alone and what is remembered of it. */
export interface FieldState {
  /** What its control shows: the value, or the default where there is none. */
  content: NodeInput | undefined;
  placeholder: string;
  /** In words, where the control itself doesn't say it: `Not set`, `Empty text`, `Nothing`. */
  word: string | null;
  isDefault: boolean;
  /** The value, where it can't be shown by the control. */
  misfit: { value: unknown } | null;
  findings: string[];
}

const BY_PLACEHOLDER = new Set<Shape["kind"]>(["text", "number"]);

export function fieldState(
  shape: Shape,
  input: NodeInput | undefined,
  required: boolean,
  root: JsonSchema,
  option: number | undefined,
): FieldState {
  const isDefault = input === undefined && shape.default !== undefined && shape.default !== null;
  const content = shownInput(shape, input);
  const held = contentOf(content);
  const misfit = content?.kind === "value" && !fits(shape, held, root) ? { value: held } : null;
  const active =
    shape.kind === "union" ? shapeOf(shape.options[chosenOption(shape, content, root, option)], root) : shape;
  return {
    content: misfit ? undefined : content,
    placeholder: placeholderOf(shape, input, required),
    word: wordOf(shape, input, required),
    isDefault,
    misfit,
    findings: input?.kind === "value" && !misfit ? findingsOf(active, contentOf(input)) : [],
  };
}

/** The input, or the default in its place where the control shows that as if it were typed. */
function shownInput(shape: Shape, input: NodeInput | undefined): NodeInput | undefined {
  if (input?.kind === "value" && input.value === null && shape.nullable) return undefined;
  if (input || shape.default === undefined || shape.default === null) return input;
  return showsDefault(shape) ? value(shape.default) : undefined;
}

/** A single line or number shows its default as a hint; everything else shows it as its content. */
function showsDefault(shape: Shape): boolean {
  if (!BY_PLACEHOLDER.has(shape.kind)) return true;
  if (shape.kind !== "text") return false;
  const lines = typeof shape.default === "string" && shape.default.includes("\n");
  return shape.multiline || shape.language !== null || lines;
}

function placeholderOf(shape: Shape, input: NodeInput | undefined, required: boolean): string {
  if (input?.kind === "value") return input.value === null ? t("editor.forms.nothing") : "";
  if (shape.default !== undefined && shape.default !== null) {
    return t("editor.forms.byDefault", { value: defaultText(shape) });
  }
  return required ? "" : t("editor.forms.notSet");
}

function defaultText(shape: Shape): string {
  if (shape.default === "") return t("editor.forms.emptyText");
  const isDuration = shape.kind === "text" && shape.format === "duration";
  const parts = isDuration ? durationParts(String(shape.default)) : null;
  if (!parts) return shown(shape.default);
  const units = ["days", "hours", "minutes", "seconds"] as const;
  const given = units.filter((unit) => parts[unit] !== "");
  return given.map((unit) => `${parts[unit]} ${t(`editor.forms.moment.short_${unit}`)}`).join(" ");
}

function wordOf(shape: Shape, input: NodeInput | undefined, required: boolean): string | null {
  if (input?.kind === "value" && input.value === null && shape.nullable) return t("editor.forms.nothing");
  if (input?.kind === "value" && input.value === "" && shape.kind !== "choice" && shape.kind !== "number") {
    return t("editor.forms.emptyText");
  }
  if (input) return null;
  if (shape.default === undefined || shape.default === null) {
    // Single lines say it in the control itself.
    const says = BY_PLACEHOLDER.has(shape.kind) && !(shape.kind === "text" && shape.format);
    return required || says ? null : t("editor.forms.notSet");
  }
  if (shape.kind === "text" && shape.format) {
    return t("editor.forms.byDefault", { value: defaultText(shape) });
  }
  return showsDefault(shape) ? t("editor.forms.default") : null;
}

/** Whether a field may, must or can't be linked: what it says itself goes before what it is part of says. */
export function ruleOf(shape: Shape, inherited: UpstreamRule): UpstreamRule {
  if (shape.upstream !== "allowed") return shape.upstream;
  if (inherited === "never") return isComposite(shape) ? "allowed" : "never";
  return inherited;
}

export function isComposite({ kind }: Shape): boolean {
  return kind === "list" || kind === "object" || kind === "dict";
}

/** The words for a field's type, null left out: the form says for itself what may be left empty. */
export function typeWords(shape: Shape, root: JsonSchema): string {
  // Choices and unions show for themselves what there is to choose from.
  if (shape.kind === "choice" || shape.kind === "union" || shape.kind === "any") return "";
  const words = typeOf(shape.rules, root).replace(/^list of object$/, "list");
  return words.length > 40 ? `${words.slice(0, 39)}…` : words;
}

/** The type beside a field's name; a switch says itself that it is yes or no. */
export function wordsBeside(shape: Shape, side: Side, root: JsonSchema): string {
  return shape.kind === "boolean" && side === "value" ? "" : typeWords(shape, root);
}

/** Puts a field over to an output or back to a value; what it held stays remembered. */
export class Switch {
  private readonly form: Form;
  private readonly path: Path;
  private readonly shape: Shape;

  constructor(form: Form, path: Path, shape: Shape) {
    this.form = form;
    this.path = path;
    this.shape = shape;
  }

  /** Returns the input to be set, null for leaving the document as it is until an output is picked. */
  toUpstream(input: NodeInput | undefined): NodeInput | null {
    const { form, path } = this;
    const known = form.memory.get(form.node, path).upstream;
    form.memory.set(form.node, path, { value: input ?? null, picking: !known });
    return known ?? null;
  }

  /** Returns what to set; null for leaving the document as it is. */
  toValue(input: NodeInput | undefined, optional: boolean): { input: NodeInput | undefined } | null {
    const { form, path } = this;
    form.memory.set(form.node, path, { picking: false });
    if (input?.kind !== "upstream") return null;
    form.memory.set(form.node, path, { upstream: input });
    const before = form.memory.get(form.node, path).value;
    if (before) return { input: before };
    return { input: optional ? undefined : initial(this.shape, form.root) };
  }

  /** Remembers what an output that was just picked takes the place of. */
  picked(input: NodeInput | undefined, edit: Edit): Edit {
    const { form, path } = this;
    const change = input?.kind === "upstream" ? {} : { value: input ?? null };
    form.memory.set(form.node, path, { ...change, picking: false });
    return edit;
  }
}
