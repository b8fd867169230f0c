import { t } from "../../app/i18n";
import type { PieceCatalogue } from "./catalogue";
import { connectable, type Verdict } from "./commands";
import { type AcceptingInput, acceptingInputs, compatible, type Output, outputsOf } from "./compatibility";
import { ancestors, topologicalOrder, upstreamOf } from "./graph";
import { alternatives, asSchema, type JsonSchema, kindOf, propertiesOf, titleOf } from "./schemas";
import type { Content, EditorNode } from "./types";
import type { Fit } from "./verdicts";

/** What an edge between two nodes could carry, or why it can't be. */
export type Connection =
  | { ok: false; reason: string }
  | {
      ok: true;
      /** What could be taken, the best first; empty if the edge only says what runs first. */
      offers: { output: Output; input: AcceptingInput }[];
      /** Why nothing could be taken, in words; null if something can, or if it isn't known. */
      note: string | null;
    };

/** Judges an edge from one node to another, as while it is dragged. */
export function judgeConnection(
  content: Content,
  catalogue: PieceCatalogue,
  upstream: string,
  downstream: string,
): Connection {
  const verdict: Verdict = connectable(content, upstream, downstream);
  if (!verdict.ok) return verdict;
  const up = content.document.nodes.find(({ id }) => id === upstream);
  const down = content.document.nodes.find(({ id }) => id === downstream);
  const upPiece = up && catalogue.find(up.piece);
  const downPiece = down && catalogue.find(down.piece);
  if (!upPiece || !downPiece) return { ok: true, offers: [], note: null };
  const offers = outputsOf(up, upPiece).flatMap((output) =>
    acceptingInputs(output.schema, output.root, downPiece)
      .filter(({ fit }) => fit.ok)
      .map((input) => ({ output, input })),
  );
  offers.sort((one, other) => Number(isCoerced(one.input.fit)) - Number(isCoerced(other.input.fit)));
  const note = offers.length === 0 ? t("editor.model.fit.noInputs", { name: down.name, up: up.name }) : null;
  return { ok: true, offers, note };
}

function isCoerced(fit: Fit): boolean {
  return fit.ok && fit.coercion !== undefined;
}

/** An output of an ancestor, or a part of one, that an input may take. */
export interface Choice {
  output: string;
  path: (string | number)[];
  title: string;
  schema: JsonSchema;
  root: JsonSchema;
  fit: Fit;
}

export interface ChoiceOfNode {
  node: EditorNode;
  /** Whether the node is connected straight to the one that chooses. */
  direct: boolean;
  choices: Choice[];
}

/** How deep into the fields of an output choices go. */
const MAX_PARTS = 3;

/** Everything that an input of a node may take from its ancestors, the nearest first. */
export function upstreamChoices(
  content: Pick<Content, "document">,
  catalogue: PieceCatalogue,
  nodeId: string,
  input: JsonSchema,
  inputRoot: JsonSchema,
): ChoiceOfNode[] {
  const { document } = content;
  const above = ancestors(document, nodeId);
  const direct = new Set(upstreamOf(document, nodeId));
  const byId = new Map(document.nodes.map((node) => [node.id, node]));
  const nearest = [...topologicalOrder(document)].reverse().filter((id) => above.has(id));
  const ordered = [...nearest.filter((id) => direct.has(id)), ...nearest.filter((id) => !direct.has(id))];
  return ordered.flatMap((id) => {
    const node = byId.get(id);
    const piece = node && catalogue.find(node.piece);
    if (!piece) return [];
    const choices = outputsOf(node, piece)
      .flatMap((output) => [wholeOf(output), ...partsOf(output, [])])
      .map((part) => ({ ...part, fit: compatible(part.schema, part.root, input, inputRoot) }));
    return [{ node, direct: direct.has(id), choices }];
  });
}

type Part = Omit<Choice, "fit">;

function wholeOf({ name, title, schema, root }: Output): Part {
  return { output: name, path: [], title, schema, root };
}

/** The declared fields of an output that is an object, and theirs. */
function partsOf(output: Output, path: (string | number)[], schema = output.schema): Part[] {
  if (path.length >= MAX_PARTS) return [];
  const branches = alternatives(schema, output.root).filter((one) => kindOf(one) === "object");
  return branches.flatMap((branch) =>
    Object.entries(propertiesOf(branch)).flatMap(([name, field]) => {
      const inner = [...path, name];
      const part = asSchema(field);
      return [
        { output: output.name, path: inner, title: titleOf(part, name), schema: part, root: output.root },
        ...partsOf(output, inner, part),
      ];
    }),
  );
}
