import { createContext, useContext } from "react";
import type { PieceCatalogue } from "../model/catalogue";
import type { NodeInput } from "../model/types";
import type { FieldMemory } from "./memory";
import { isWithin, type JsonSchema, type Path, type Shape, type UpstreamRule } from "./schema";

export interface FieldProblem {
  /** Such as `conditions[1].column`. */
  field: string;
  severity: string;
  reason: string;
  fix: string | null;
}

/** How an edit is recorded. */
export interface Edit {
  /** Whether it is one of many, such as a letter typed: those are undone in one step. */
  typing?: boolean;
  /** A node to be connected as upstream of this one. */
  connect?: string;
}

/** Sets an input or a part of it; undefined takes it out of the document. */
export type Change = (next: NodeInput | undefined, edit?: Edit) => void;

/** What the fields of one node's form share. */
export interface Form {
  node: string;
  root: JsonSchema;
  readOnly: boolean;
  problems: readonly FieldProblem[];
  memory: FieldMemory;
  /** The field that is about to be focused: what it is folded in opens. */
  target: string | null;
  pieces: PieceCatalogue;
}

const Context = createContext<Form | null>(null);
export const FormProvider = Context.Provider;

export function useForm(): Form {
  const form = useContext(Context);
  if (!form) throw new Error("There is no form above this field.");
  return form;
}

/** What every control of a value gets. */
export interface ControlProps<Kind extends Shape["kind"] = Shape["kind"]> {
  /** Id of the control that the field's label belongs to. */
  id: string;
  label: string;
  shape: Extract<Shape, { kind: Kind }>;
  path: Path;
  /** What is shown; undefined for nothing. */
  input: NodeInput | undefined;
  /** What an empty control says: its default, or that it isn't set. */
  placeholder: string;
  describedBy: string | undefined;
  invalid: boolean;
  /** Whether it may be left out altogether. */
  optional: boolean;
  /** Whether parts of it may or must come from upstream, unless they say otherwise. */
  rule: UpstreamRule;
  onChange: Change;
}

/** The content of an input that is a plain value. */
export function contentOf(input: NodeInput | undefined): unknown {
  return input?.kind === "value" ? input.value : undefined;
}

/** The problems of a field: its own, and with `within` those of its parts. */
export function problemsAt(form: Form, field: string, within: boolean): FieldProblem[] {
  return form.problems.filter((one) => (within ? isWithin(one.field, field) : one.field === field));
}
