import { useMemo } from "react";
import { outputsOf } from "../../model/compatibility";
import { useEditor } from "../../model/context";
import type { NodeInput } from "../../model/types";
import { useForm } from "../context";

export interface PickerProps {
  id: string;
  label: string;
  schema: unknown;
  input: NodeInput | undefined;
  describedBy: string | undefined;
  /** Sets the reference; `connect` is the node to be connected for it. */
  onPick: (next: NodeInput, connect: string | null) => void;
}

export type Reference = NodeInput & { kind: "upstream" };

/** The output's schema and its node, as the document stands. */
export function useOutput(taken: Reference) {
  const { pieces } = useForm();
  const node = useEditor((state) => state.document.nodes.find(({ id }) => id === taken.node));
  return useMemo(() => {
    const piece = node && pieces.find(node.piece);
    const output = node && piece && outputsOf(node, piece).find(({ name }) => name === taken.output);
    return { node, output: output ?? null };
  }, [node, pieces, taken.output]);
}
