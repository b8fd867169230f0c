import type { EditorDocument, EditorNode } from "../editor/model/types";

/** How far the tour is: told by what is there, never by what was pressed. */

export const READ = "ReadCsvPiece";
export const CHART = "ChartPiece";
/** What the tour draws: a column of the table that Read CSV takes when it is given no file. */
export const COLUMN = "species";

/** The steps in their order; those before and after them are no part of the count. */
export const STEPS = ["read", "chart", "connect", "column", "save", "run", "wait", "result"] as const;
export type CountedStep = (typeof STEPS)[number];
export type Step = "install" | "ask" | CountedStep | "failed" | "done";

export interface Facts {
  /** The Pieces that the tour is about are installed. */
  hasPieces: boolean;
  mayInstall: boolean;
  document: EditorDocument;
  /** What is on the canvas is what Airflow runs. */
  isSaved: boolean;
  /** The state of the run that is shown; null: no run is. */
  run: string | null;
  /** The result of Chart is in sight. */
  isResultShown: boolean;
}

export function nodeOf(document: EditorDocument, piece: string): EditorNode | undefined {
  return document.nodes.find((node) => node.piece.name === piece);
}

/** The step to be done now: the first that neither has been done nor was skipped. */
export function stepNow(facts: Facts, skipped: ReadonlySet<Step>): Step {
  if (!facts.hasPieces) return facts.mayInstall ? "install" : "ask";
  const open = STEPS.find((step) => !skipped.has(step) && !isDone[step](facts));
  if (open === "wait" && (facts.run === "failed" || facts.run === "upstream_failed")) return "failed";
  return open ?? "done";
}

const isDone: Record<CountedStep, (facts: Facts) => boolean> = {
  read: ({ document }) => nodeOf(document, READ) !== undefined,
  chart: ({ document }) => nodeOf(document, CHART) !== undefined,
  connect: ({ document }) => takesTable(document),
  column: ({ document }) => namesColumn(document),
  save: ({ isSaved }) => isSaved,
  run: ({ run }) => run !== null,
  wait: ({ run }) => run === "success",
  result: ({ isResultShown }) => isResultShown,
};

function takesTable(document: EditorDocument): boolean {
  const table = nodeOf(document, CHART)?.inputs["file_path"];
  if (table?.kind !== "upstream") return false;
  return document.nodes.some(({ id }) => id === table.node);
}

/** Of the penguins a whole name, so that the first letter isn't enough; of another file, whatever it has. */
function namesColumn(document: EditorDocument): boolean {
  const column = nodeOf(document, CHART)?.inputs["x"];
  if (column?.kind === "upstream") return true;
  if (column?.kind !== "value" || typeof column.value !== "string") return false;
  const file = nodeOf(document, READ)?.inputs["file_path"];
  const isSample = file === undefined || (file.kind === "value" && file.value === "sample:penguins");
  return isSample ? PENGUIN_COLUMNS.has(column.value) : column.value !== "";
}

const PENGUIN_COLUMNS = new Set([
  COLUMN,
  "island",
  "bill_length_mm",
  "bill_depth_mm",
  "flipper_length_mm",
  "body_mass_g",
  "sex",
  "year",
]);
