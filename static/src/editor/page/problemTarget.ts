import type { Schemas } from "../../api/client";
import type { Problem } from "../../api/problems";
import type { EditorDocument } from "../model/types";

export type ValidationProblem = Schemas["ProblemItem"];

/** Where a click on a problem leads. */
export type Target =
  | { kind: "node"; node: string; field: string | null }
  /** A setting of the workflow. */
  | { kind: "setting"; field: string }
  | { kind: "nowhere" };

const NODE_FIELD = /^nodes\[(\d+)\](?:\.(.*))?$/;
const SETTING = /^(name|description|tags|schedule|start|end|catchup|max_active_runs|runtime)(?=$|[.[])/;

/** The place of a problem: the server names nodes by id, or by their place in the document's list. */
export function targetOf(problem: Problem, document: EditorDocument): Target {
  const field = problem.field ?? null;
  if (problem.node && document.nodes.some(({ id }) => id === problem.node)) {
    return { kind: "node", node: problem.node, field };
  }
  const inNode = field === null ? null : NODE_FIELD.exec(field);
  const node = inNode ? document.nodes[Number(inNode[1])] : undefined;
  if (node) return { kind: "node", node: node.id, field: inputField(inNode?.[2]) };
  const setting = field === null ? null : SETTING.exec(field);
  return setting?.[1] ? { kind: "setting", field: setting[1] } : { kind: "nowhere" };
}

/** `inputs.column.value` of a whole document is `column` within its node. */
function inputField(field: string | undefined): string | null {
  if (!field) return null;
  return field.startsWith("inputs.") ? field.slice("inputs.".length) : field;
}

/** Problems by the node they belong to. */
export function problemsByNode(
  problems: readonly ValidationProblem[],
  document: EditorDocument,
): Map<string, ValidationProblem[]> {
  const found = new Map<string, ValidationProblem[]>();
  for (const problem of problems) {
    const target = targetOf(problem, document);
    if (target.kind !== "node") continue;
    const here = { ...problem, node: target.node, field: target.field };
    found.set(target.node, [...(found.get(target.node) ?? []), here]);
  }
  return found;
}

/** A problem of an error's answer in the form validation has. */
export function fullProblem(problem: Problem): ValidationProblem {
  return {
    severity: problem.severity === "warning" ? "warning" : "error",
    node: problem.node ?? null,
    field: problem.field ?? null,
    reason: problem.reason,
    fix: problem.fix ?? null,
  };
}

/** Reason and way out as sentences. */
export function inSentences({ reason, fix }: Pick<ValidationProblem, "reason" | "fix">): [string, string] {
  return [/[.!?…:]$/.test(reason) ? reason : `${reason}.`, fix ?? ""];
}
