import { withPlaces } from "./places";
import { resourcesFrom } from "./resources";
import type {
  Content,
  EditorDocument,
  EditorNode,
  Group,
  Layout,
  NodeInput,
  Note,
  Point,
  ServerDocument,
  WorkflowNode,
} from "./types";

/** How a node runs about which nothing was said. */
export const DEFAULT_OPTIONS = {
  runtime: null,
  retries: 0,
  retry_delay_seconds: 300,
  timeout_seconds: null,
  resources: null,
} satisfies Partial<EditorNode>;

/** A document with nothing in it. */
export function emptyDocument(name: string): EditorDocument {
  return completed({
    schema_version: 1,
    name,
    description: "",
    start: null,
    end: null,
    catchup: false,
    max_active_runs: null,
    runtime: "auto",
  });
}

export function emptyLayout(): Layout {
  return { nodes: {}, notes: [], groups: [], orientation: "horizontal" };
}

export function emptyContent(name: string): Content {
  return { document: emptyDocument(name), layout: emptyLayout() };
}

/** The server's document with every absent part filled by its default. */
export function completed(document: ServerDocument): EditorDocument {
  return {
    schema_version: 1,
    name: document.name,
    description: document.description ?? "",
    tags: document.tags ?? [],
    schedule: document.schedule ?? { kind: "none" },
    start: document.start ?? null,
    end: document.end ?? null,
    catchup: document.catchup ?? false,
    max_active_runs: document.max_active_runs ?? null,
    runtime: document.runtime ?? "auto",
    nodes: (document.nodes ?? []).map(completedNode),
    edges: (document.edges ?? []).map(({ upstream, downstream }) => ({ upstream, downstream })),
  };
}

export function completedNode(node: WorkflowNode): EditorNode {
  const inputs = Object.entries(node.inputs ?? {});
  return {
    id: node.id,
    name: node.name,
    piece: node.piece,
    inputs: Object.fromEntries(inputs.map(([name, input]) => [name, completedInput(input)])),
    runtime: node.runtime ?? null,
    retries: node.retries ?? 0,
    retry_delay_seconds: node.retry_delay_seconds ?? 300,
    timeout_seconds: node.timeout_seconds ?? null,
    resources: resourcesFrom(node.resources),
  };
}

type ServerInput = NonNullable<WorkflowNode["inputs"]>[string];

export function completedInput(input: ServerInput): NodeInput {
  switch (input.kind) {
    case "upstream":
      return { kind: "upstream", node: input.node, output: input.output, path: input.path ?? [] };
    case "list":
      return { kind: "list", items: input.items.map(completedInput) };
    case "object": {
      const fields = Object.entries(input.fields);
      return {
        kind: "object",
        fields: Object.fromEntries(fields.map(([name, inner]) => [name, completedInput(inner)])),
      };
    }
    default:
      return { kind: "value", value: input.value };
  }
}

const COLORS: readonly Note["color"][] = ["yellow", "blue", "green", "pink", "gray"];
export const NOTE_SIZE = { width: 240, height: 160 };

/** The layout of a document, from whatever was stored: what can't be read or belongs to no node is left out. */
export function layoutOf(stored: unknown, document: EditorDocument): Layout {
  const layout = record(stored);
  const taken = new Set(document.nodes.map(({ id }) => id));
  const notes = list(layout["notes"]).flatMap((note) => noteOf(note, taken));
  const orientation = layout["orientation"] === "vertical" ? "vertical" : "horizontal";
  return {
    nodes: withPlaces(document, placesOf(layout["nodes"], document), orientation),
    notes,
    groups: groupsOf(layout["groups"], document, taken),
    orientation,
  };
}

function placesOf(stored: unknown, document: EditorDocument): Record<string, Point> {
  const places = record(stored);
  const found: Record<string, Point> = {};
  for (const { id } of document.nodes) {
    const point = Object.hasOwn(places, id) ? pointOf(places[id]) : null;
    if (point) found[id] = point;
  }
  return found;
}

function noteOf(stored: unknown, taken: Set<string>): Note[] {
  const note = record(stored);
  const point = pointOf(note);
  const id = note["id"];
  if (!point || typeof id !== "string" || id === "" || taken.has(id)) return [];
  taken.add(id);
  const color = COLORS.find((one) => one === note["color"]) ?? "yellow";
  return [
    {
      id,
      ...point,
      text: typeof note["text"] === "string" ? note["text"] : "",
      width: size(note["width"], NOTE_SIZE.width),
      height: size(note["height"], NOTE_SIZE.height),
      color,
    },
  ];
}

function groupsOf(stored: unknown, document: EditorDocument, taken: Set<string>): Group[] {
  const free = new Set(document.nodes.map(({ id }) => id));
  const groups: Group[] = [];
  for (const one of list(stored)) {
    const group = record(one);
    const id = group["id"];
    if (typeof id !== "string" || id === "" || taken.has(id)) continue;
    const nodes = list(group["nodes"]).filter((node): node is string => free.delete(String(node)));
    if (nodes.length === 0) continue;
    taken.add(id);
    const title = typeof group["title"] === "string" ? group["title"] : "";
    groups.push({ id, title, nodes, collapsed: group["collapsed"] === true });
  }
  return groups;
}

function pointOf(value: unknown): Point | null {
  const { x, y } = record(value);
  return finite(x) && finite(y) ? { x, y } : null;
}

function size(value: unknown, fallback: number): number {
  return finite(value) && value > 0 ? value : fallback;
}

function finite(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
