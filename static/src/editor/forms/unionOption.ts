import { inputFieldsOf, literalOf } from "../model/inputs";
import type { NodeInput } from "../model/types";
import { contentOf } from "./context";
import { isRecord, type JsonSchema, type Shape, shapeOf } from "./schema";
import { fits, mayBe, optionOf } from "./values";

/** The option a union's field shows: the chosen one as long as it can hold what is there. */
export function chosenOption(
  shape: Shape & { kind: "union" },
  input: NodeInput | undefined,
  root: JsonSchema,
  remembered: number | undefined,
): number {
  if (!input || input.kind === "upstream") return remembered ?? 0;
  const holds = (option: JsonSchema) => canHold(shapeOf(option, root), input, root);
  const known = remembered === undefined ? undefined : shape.options[remembered];
  if (remembered !== undefined && known && holds(known)) return remembered;
  if (input.kind === "value") return optionOf(shape, contentOf(input), root) ?? 0;
  return Math.max(0, shape.options.findIndex(holds));
}

function canHold(shape: Shape, input: NodeInput, root: JsonSchema): boolean {
  if (input.kind === "list") return shape.kind === "list";
  if (input.kind === "object") {
    return shape.kind === "dict" || (shape.kind === "object" && mayBe(shape, knownFields(input), root));
  }
  const content = contentOf(input);
  return fits(shape, content, root) && !(isRecord(content) && !mayBe(shape, content, root));
}

/** The fields whose values are typed in. */
function knownFields(input: NodeInput): Record<string, unknown> {
  const fields = Object.entries(inputFieldsOf(input) ?? {}).flatMap(([name, inner]) => {
    const literal = literalOf(inner);
    return literal ? [[name, literal.value] as const] : [];
  });
  return Object.fromEntries(fields);
}
