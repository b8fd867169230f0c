import type { ReactNode } from "react";
import type { NodeInput } from "../model/types";
import type { Change, FieldProblem } from "./context";
import type { FieldState } from "./fieldState";
import type { Path, Shape, UpstreamRule } from "./schema";

export interface FieldProps {
  /** Used where the schema has no title. */
  label: string;
  schema: unknown;
  path: Path;
  input: NodeInput | undefined;
  required: boolean;
  /** Whether it may be left out altogether: a row of a list may not. */
  optional: boolean;
  /** What the field it is part of says of upstream. */
  rule?: UpstreamRule;
  /** Whether it is a row of a list, whose label is read but not shown. */
  row?: boolean;
  /** Buttons beside it. */
  actions?: ReactNode;
  onChange: Change;
}

export type Side = "value" | "upstream";

/** What the pieces that a field is drawn from share. */
export interface FieldParts extends FieldProps {
  shape: Shape;
  rule: UpstreamRule;
  side: Side;
  state: FieldState;
  problems: FieldProblem[];
  toggle: ReactNode;
  pick: (next: NodeInput, connect: string | null) => void;
}
