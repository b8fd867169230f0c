import { t } from "../../app/i18n";
import type { en } from "../../locales/en";
import { emptyDocument, layoutOf } from "./completed";
import { withoutCircles } from "./graph";
import { resourcesFrom } from "./resources";
import {
  type Content,
  type EditorDocument,
  type EditorNode,
  type Group,
  type NodeInput,
  type Note,
  type Point,
  runtimeOf,
} from "./types";

/** Nodes a workflow may have, and levels its inputs and values may be nested: the server refuses more. */
export const MAX_NODES = 2000;
const MAX_INPUT_DEPTH = 20;
const VERSION = 1;

/** Nodes on their way from one place to another. */
export interface Clip {
  domino: "nodes";
  version: number;
  nodes: EditorNode[];
  edges: EditorDocument["edges"];
  notes: Note[];
  groups: Group[];
  /** Where the nodes were. */
  layout: Record<string, Point>;
}

/** Says in words why a text can't be pasted. */
export class ClipboardError extends Error {
  override readonly name = "ClipboardError";
}

export type Refusal = keyof (typeof en)["editor"]["model"]["clipboard"];

export function refusal(key: Refusal, values: Record<string, string | number> = {}): ClipboardError {
  return new ClipboardError(t(`editor.model.clipboard.${key}`, values));
}

/** The chosen nodes and notes, the edges among them, and the groups of which every node is chosen. */
export function clipOf({ document, layout }: Content, ids: ReadonlySet<string>): Clip {
  const nodes = document.nodes.filter(({ id }) => ids.has(id));
  const inside = new Set(nodes.map(({ id }) => id));
  const places: Record<string, Point> = {};
  for (const id of inside) {
    const place = Object.hasOwn(layout.nodes, id) ? layout.nodes[id] : undefined;
    if (place) places[id] = place;
  }
  return {
    domino: "nodes",
    version: VERSION,
    nodes,
    edges: document.edges.filter(
      ({ upstream, downstream }) => inside.has(upstream) && inside.has(downstream),
    ),
    notes: layout.notes.filter(({ id }) => ids.has(id)),
    groups: layout.groups.filter((group) => group.nodes.every((id) => inside.has(id))),
    layout: places,
  };
}

/** Reads a copied text, or the JSON of a whole workflow; what is missing takes its default. */
export function clipFrom(text: string): Clip {
  const { nodes, edges, layout } = partsOf(parsed(text));
  const document: EditorDocument = { ...emptyDocument(""), nodes: nodesFrom(nodes) };
  document.edges = edgesFrom(edges, document.nodes);
  const { nodes: places, notes, groups } = layoutOf(layout, document);
  if (document.nodes.length === 0 && notes.length === 0) throw refusal("empty");
  return {
    domino: "nodes",
    version: VERSION,
    nodes: document.nodes,
    edges: document.edges,
    notes,
    groups,
    layout: places,
  };
}

interface Parts {
  nodes: unknown;
  edges: unknown;
  layout: unknown;
}

function parsed(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refusal("notJson");
  }
  if (!isRecord(value)) throw refusal("notNodes");
  return value;
}

function partsOf(value: Record<string, unknown>): Parts {
  if (value["domino"] === "nodes") {
    const version = value["version"];
    if (version !== VERSION) throw refusal("version", { version: String(version) });
    const { nodes, edges, notes, groups, layout } = value;
    return { nodes, edges, layout: { nodes: layout, notes, groups } };
  }
  const document = isRecord(value["document"]) ? value["document"] : value;
  if (!Array.isArray(document["nodes"])) throw refusal("notNodes");
  return { nodes: document["nodes"], edges: document["edges"], layout: value["layout"] };
}

function nodesFrom(value: unknown): EditorNode[] {
  const seen = new Set<string>();
  return list(value).map((one, index) => {
    const node = isRecord(one) ? one : {};
    const id = node["id"];
    if (typeof id !== "string" || id === "") throw refusal("badId", { number: index + 1 });
    if (seen.has(id)) throw refusal("twice", { id });
    seen.add(id);
    return nodeFrom(node, id);
  });
}

function nodeFrom(node: Record<string, unknown>, id: string): EditorNode {
  const piece = isRecord(node["piece"]) ? node["piece"] : {};
  const { repository, version, name } = piece;
  if (typeof repository !== "string" || typeof version !== "string" || typeof name !== "string") {
    throw refusal("badPiece", { id });
  }
  const inputs = isRecord(node["inputs"]) ? Object.entries(node["inputs"]) : [];
  return {
    id,
    name: typeof node["name"] === "string" ? node["name"] : id,
    piece: { repository, version, name },
    inputs: Object.fromEntries(
      inputs.map(([field, input]) => [field, inputFrom(input, { id, field }, MAX_INPUT_DEPTH)]),
    ),
    runtime: runtimeOf(node["runtime"]),
    retries: count(node["retries"]) ?? 0,
    retry_delay_seconds: count(node["retry_delay_seconds"]) ?? 300,
    timeout_seconds: count(node["timeout_seconds"]),
    resources: resourcesFrom(node["resources"]),
  };
}

function inputFrom(input: unknown, where: { id: string; field: string }, depth: number): NodeInput {
  if (depth < 0) throw refusal("tooDeep", { ...where, limit: MAX_INPUT_DEPTH });
  if (!isRecord(input)) throw refusal("badInput", where);
  const { kind, value, node, output, path, items, fields } = input;
  if (kind === "value" && value !== undefined) return { kind, value };
  if (kind === "upstream" && typeof node === "string" && typeof output === "string") {
    return { kind, node, output, path: list(path).filter(isKey) };
  }
  if (kind === "list" && Array.isArray(items)) {
    return { kind, items: items.map((item) => inputFrom(item, where, depth - 1)) };
  }
  if (kind === "object" && isRecord(fields)) {
    const inner = Object.entries(fields);
    return {
      kind,
      fields: Object.fromEntries(inner.map(([name, one]) => [name, inputFrom(one, where, depth - 1)])),
    };
  }
  throw refusal("badInput", where);
}

/** The edges among the nodes, each once; one that closes a circle is left out, as it couldn't be drawn either. */
function edgesFrom(value: unknown, nodes: readonly EditorNode[]): EditorDocument["edges"] {
  const ids = new Set(nodes.map(({ id }) => id));
  const candidates = new Map<string, EditorDocument["edges"][number]>();
  for (const one of list(value)) {
    const { upstream, downstream } = isRecord(one) ? one : {};
    if (typeof upstream !== "string" || typeof downstream !== "string") continue;
    if (!ids.has(upstream) || !ids.has(downstream) || upstream === downstream) continue;
    candidates.set(JSON.stringify([upstream, downstream]), { upstream, downstream });
  }
  return withoutCircles([...candidates.values()]);
}

/** A whole number that isn't negative, else null. */
function count(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function isKey(value: unknown): value is string | number {
  return typeof value === "string" || Number.isSafeInteger(value);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
