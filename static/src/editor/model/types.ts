import type { Schemas } from "../../api/client";

/** The workflow document as the server defines it, with every part present: see `completed`. */
export type ServerDocument = Schemas["WorkflowDocument"];
export type WorkflowNode = Schemas["Node"];
export type WorkflowEdge = Schemas["Edge"];
export type Piece = Schemas["Piece"];
export type PieceReference = Schemas["PieceReference"];
export type Schedule = ServerDocument["schedule"];

/** One input of a node: a value, an upstream output, or a list or object that mixes both. */
export type NodeInput =
  | { kind: "value"; value: unknown }
  | { kind: "upstream"; node: string; output: string; path: (string | number)[] }
  | { kind: "list"; items: NodeInput[] }
  | { kind: "object"; fields: Record<string, NodeInput> };

/** Where Pieces can run, in the order they are offered. */
export const RUNTIMES = ["auto", "docker", "virtualenv"] as const;
export type Runtime = (typeof RUNTIMES)[number];

/** The runtime of that name, or null. */
export function runtimeOf(name: unknown): Runtime | null {
  return RUNTIMES.find((one) => one === name) ?? null;
}

export interface EditorNode {
  id: string;
  name: string;
  piece: PieceReference;
  inputs: Record<string, NodeInput>;
  runtime: Runtime | null;
  retries: number;
  retry_delay_seconds: number;
  timeout_seconds: number | null;
  /** Null: the Piece's own. */
  resources: Schemas["Resources"] | null;
}

export interface EditorDocument {
  schema_version: 1;
  name: string;
  description: string;
  tags: string[];
  schedule: NonNullable<Schedule>;
  start: string | null;
  end: string | null;
  catchup: boolean;
  max_active_runs: number | null;
  runtime: Runtime;
  nodes: EditorNode[];
  edges: { upstream: string; downstream: string }[];
}

export interface Point {
  x: number;
  y: number;
}

/** A text on the canvas, in Markdown. */
export interface Note extends Point {
  id: string;
  text: string;
  width: number;
  height: number;
  color: "yellow" | "blue" | "green" | "pink" | "gray";
}

/** Nodes drawn together under a title; collapsed, it is drawn as one card. A node is in one group at most. */
export interface Group {
  id: string;
  title: string;
  nodes: string[];
  collapsed: boolean;
}

/** Where things are drawn: no part of the document, so changing it changes nothing that runs. */
export interface Layout {
  nodes: Record<string, Point>;
  notes: Note[];
  groups: Group[];
  orientation: "horizontal" | "vertical";
}

/** What undo and redo go back and forth over. */
export interface Content {
  document: EditorDocument;
  layout: Layout;
}
