import type { Content, EditorDocument, EditorNode } from "../model/types";

/** Whether two JSON values say the same; the order of an object's keys says nothing. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = definedKeys(a);
  return keys.length === definedKeys(b).length && keys.every((key) => same(a[key], b[key]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function definedKeys(record: Record<string, unknown>): string[] {
  return Object.keys(record).filter((key) => record[key] !== undefined);
}

/** What is on the server: the version that the work is based on. */
export interface Base {
  workflowId: number;
  version: number;
  content: Content;
}

/** What saving has to do. A changed layout alone makes no version. */
export type SavePlan = "nothing" | "layout" | "version" | "create";

export function planSave(base: Base | null, content: Content): SavePlan {
  if (base === null) return "create";
  if (!same(base.content.document, content.document)) return "version";
  return same(base.content.layout, content.layout) ? "nothing" : "layout";
}

export type SettingName = Exclude<keyof EditorDocument, "nodes" | "edges" | "schema_version">;

export const SETTING_NAMES: readonly SettingName[] = [
  "name",
  "description",
  "tags",
  "schedule",
  "start",
  "end",
  "catchup",
  "max_active_runs",
  "runtime",
];

export type Kind = "added" | "removed" | "changed";

/** What one side did since the common base. */
export interface Changes {
  nodes: Map<string, Kind>;
  /** Settings of the workflow that differ. */
  settings: SettingName[];
  /** Connections that came or went. */
  edges: number;
}

/** What changed from one document to another. */
export function changesBetween(before: EditorDocument, after: EditorDocument): Changes {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const nodes = new Map<string, Kind>();
  for (const node of after.nodes) {
    const was = old.get(node.id);
    if (!was) nodes.set(node.id, "added");
    else if (!same(was, node)) nodes.set(node.id, "changed");
    old.delete(node.id);
  }
  for (const id of old.keys()) nodes.set(id, "removed");
  const settings = SETTING_NAMES.filter((name) => !same(before[name], after[name]));
  return { nodes, settings, edges: edgesApart(before, after) };
}

function edgesApart(before: EditorDocument, after: EditorDocument): number {
  const key = (edge: { upstream: string; downstream: string }) => `${edge.upstream} ${edge.downstream}`;
  const old = new Set(before.edges.map(key));
  const now = new Set(after.edges.map(key));
  return [...old].filter((edge) => !now.has(edge)).length + [...now].filter((edge) => !old.has(edge)).length;
}

/** One node that at least one side touched. */
export interface NodeRow {
  id: string;
  name: string;
  mine: Kind | null;
  theirs: Kind | null;
  /** Both sides touched it and don't agree. */
  clash: boolean;
}

export interface Comparison {
  nodes: NodeRow[];
  settings: { name: SettingName; mine: boolean; theirs: boolean; clash: boolean }[];
  edges: { mine: number; theirs: number };
}

/** Both sides of a conflict against the version they have in common; clashes first. */
export function compare(base: EditorDocument, mine: EditorDocument, theirs: EditorDocument): Comparison {
  const my = changesBetween(base, mine);
  const their = changesBetween(base, theirs);
  const find = (document: EditorDocument, id: string): EditorNode | undefined =>
    document.nodes.find((node) => node.id === id);
  const nodes = [...new Set([...my.nodes.keys(), ...their.nodes.keys()])].map((id) => {
    const [a, b] = [find(mine, id), find(theirs, id)];
    const [did, didThey] = [my.nodes.get(id) ?? null, their.nodes.get(id) ?? null];
    return {
      id,
      name: (a ?? b ?? find(base, id))?.name ?? id,
      mine: did,
      theirs: didThey,
      clash: did !== null && didThey !== null && !same(a, b),
    };
  });
  const settings = SETTING_NAMES.filter(
    (name) => my.settings.includes(name) || their.settings.includes(name),
  );
  return {
    nodes: nodes.sort((a, b) => Number(b.clash) - Number(a.clash) || a.name.localeCompare(b.name)),
    settings: settings.map((name) => {
      const [a, b] = [my.settings.includes(name), their.settings.includes(name)];
      return { name, mine: a, theirs: b, clash: a && b && !same(mine[name], theirs[name]) };
    }),
    edges: { mine: my.edges, theirs: their.edges },
  };
}
