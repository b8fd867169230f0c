/** What a connection between two nodes would mean, told while it is dragged. */
import { t } from "../../app/i18n";
import type { PieceCatalogue } from "../model/catalogue";
import { connectable } from "../model/commands";
import { acceptingInputs, outputsOf } from "../model/compatibility";
import { DEFAULT_OPTIONS } from "../model/completed";
import type { Content, EditorNode, Piece } from "../model/types";

/** An input that an output fits. */
export interface Pair {
  output: string;
  outputTitle: string;
  input: string;
  inputTitle: string;
  required: boolean;
  /** On what condition, in words. */
  coercion: string | undefined;
}

export interface Verdict {
  /** Data can flow, or only the order can be set, or not even that. */
  kind: "fits" | "order" | "refused";
  /** In words, for people. */
  words: string;
}

interface Match {
  pairs: readonly Pair[];
  /** Why there is none. */
  reason: string;
}

/** Nodes are immutable, so what goes from one into a Piece is found once. */
const matches = new WeakMap<EditorNode, { from: Piece; into: Map<Piece, Match> }>();

/** Which inputs of a Piece take which outputs of a node; those with the same name first, then required ones. */
export function matchOf(upstream: EditorNode, upstreamPiece: Piece, downstreamPiece: Piece): Match {
  let known = matches.get(upstream);
  if (known?.from !== upstreamPiece) {
    known = { from: upstreamPiece, into: new Map() };
    matches.set(upstream, known);
  }
  let match = known.into.get(downstreamPiece);
  if (!match) {
    match = computed(upstream, upstreamPiece, downstreamPiece);
    known.into.set(downstreamPiece, match);
  }
  return match;
}

function computed(upstream: EditorNode, upstreamPiece: Piece, downstreamPiece: Piece): Match {
  const pairs: Pair[] = [];
  let reason = "";
  const outputs = outputsOf(upstream, upstreamPiece);
  for (const output of outputs) {
    for (const input of acceptingInputs(output.schema, output.root, downstreamPiece)) {
      if (!input.fit.ok) {
        if (reason === "" || (input.required && input.fit.reason)) reason = input.fit.reason;
        continue;
      }
      pairs.push({
        output: output.name,
        outputTitle: output.title,
        input: input.name,
        inputTitle: input.title,
        required: input.required,
        coercion: input.fit.coercion,
      });
    }
  }
  if (outputs.length === 0) reason = t("editor.canvas.connect.noOutputs");
  return { pairs: pairs.sort((a, b) => rankOf(a) - rankOf(b)), reason };
}

function rankOf({ input, output, required, coercion }: Pair): number {
  return (input === output ? 0 : 2) + (required ? 0 : 4) + (coercion === undefined ? 0 : 1);
}

/** The pairs between two nodes of the document. */
export function pairsBetween(
  { document }: Content,
  pieces: PieceCatalogue,
  upstream: string,
  downstream: string,
): Match {
  const up = document.nodes.find(({ id }) => id === upstream);
  const down = document.nodes.find(({ id }) => id === downstream);
  const upPiece = up && pieces.find(up.piece);
  const downPiece = down && pieces.find(down.piece);
  if (!upPiece || !downPiece) return { pairs: [], reason: t("editor.canvas.connect.unknownPiece") };
  return matchOf(up, upPiece, downPiece);
}

/**
 * What to wire without asking: the one output that fits the one required input still unset; null if there is
 * none, or a choice.
 */
export function obvious(pairs: readonly Pair[], downstream: EditorNode): Pair | null {
  const open = pairs.filter(({ required, input }) => required && !Object.hasOwn(downstream.inputs, input));
  return open.length === 1 ? (open[0] ?? null) : null;
}

/** What connecting a node with each other one would mean. */
export function verdictsFor(
  content: Content,
  pieces: PieceCatalogue,
  from: string,
  forward: boolean,
): Map<string, Verdict> {
  const { nodes } = content.document;
  const own = nodes.find(({ id }) => id === from);
  const ownPiece = own && pieces.find(own.piece);
  const verdicts = new Map<string, Verdict>();
  for (const other of nodes) {
    if (other.id === from) continue;
    const [up, down] = forward ? [from, other.id] : [other.id, from];
    const allowed = connectable(content, up, down);
    if (!allowed.ok) {
      verdicts.set(other.id, { kind: "refused", words: allowed.reason });
      continue;
    }
    const otherPiece = pieces.find(other.piece);
    if (!own || !ownPiece || !otherPiece) {
      verdicts.set(other.id, { kind: "order", words: t("editor.canvas.connect.unknownPiece") });
      continue;
    }
    const match = forward ? matchOf(own, ownPiece, otherPiece) : matchOf(other, otherPiece, ownPiece);
    verdicts.set(other.id, verdictOf(match));
  }
  return verdicts;
}

function verdictOf({ pairs, reason }: Match): Verdict {
  if (pairs.length === 0) return { kind: "order", words: t("editor.canvas.connect.orderOnly", { reason }) };
  const shown = pairs
    .slice(0, 3)
    .map(({ inputTitle, outputTitle, coercion }) =>
      coercion === undefined
        ? t("editor.canvas.connect.pair", { input: inputTitle, output: outputTitle })
        : t("editor.canvas.connect.pairIf", { input: inputTitle, output: outputTitle, coercion }),
    );
  const more = pairs.length - shown.length;
  return {
    kind: "fits",
    words:
      more > 0
        ? t("editor.canvas.connect.andMore", { shown: shown.join(", "), count: more })
        : shown.join(", "),
  };
}

/** Whether a Piece could follow a node (or come before it): for the order in quick add. */
export function fitsBeside(
  content: Content,
  pieces: PieceCatalogue,
  beside: string,
  after: boolean,
): (piece: Piece) => boolean {
  const node = content.document.nodes.find(({ id }) => id === beside);
  const nodePiece = node && pieces.find(node.piece);
  if (!node || !nodePiece) return () => false;
  return (piece) => {
    if (after) return matchOf(node, nodePiece, piece).pairs.some(({ required }) => required);
    return outputsOf(blank(piece), piece).some((output) =>
      acceptingInputs(output.schema, output.root, nodePiece).some(({ fit, required }) => fit.ok && required),
    );
  };
}

function blank(piece: Piece): EditorNode {
  return {
    id: "new",
    name: piece.label,
    piece,
    inputs: {},
    ...DEFAULT_OPTIONS,
  };
}
