/** How wide the columns of a table are, and what their pages hold. */
import type { Schemas } from "../../api/client";

type Column = Schemas["TableColumn"];

/** As wide as the longest name of a type is in its small letters. */
const LEAST = 10;
const MOST = 40;
/** Room for the arrow beside a column's name. */
const ARROW = 2;

/** What the cells of a column are thought to take where they aren't there yet. */
const THOUGHT: Record<Column["type"], number> = { integer: 12, number: 20, boolean: 10, date: 26, text: 24 };

/** Widths in characters, from the first rows. */
export function widths(columns: readonly Column[], rows: readonly (readonly string[])[]): number[] {
  return columns.map(({ name, type }, index) => {
    const cells = rows.map((row) => row[index]?.length ?? THOUGHT[type]);
    const widest = Math.max(name.length + ARROW, ...cells);
    return Math.min(MOST, Math.max(LEAST, widest));
  });
}

/** The groups, of so many columns each, that are between two edges; `ends` are where the columns end. */
export function groupsBetween(ends: readonly number[], from: number, to: number, size: number): number[] {
  const first = ends.findIndex((end) => end > from);
  const last = ends.findIndex((end) => end >= to);
  const place = (column: number) => Math.floor((column < 0 ? ends.length - 1 : column) / size);
  return pagesOf(place(first), place(last), 1);
}

/** The pages that hold the rows from `first` to `last`. */
export function pagesOf(first: number, last: number, size: number): number[] {
  const [from, to] = [Math.floor(first / size), Math.floor(last / size)];
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

export interface Order {
  column: number;
  descending: boolean;
}

/** What a click on a column's head makes of the order: up, down, the file's own. */
export function nextOrder(order: Order | null, column: number): Order | null {
  if (order?.column !== column) return { column, descending: false };
  return order.descending ? null : { column, descending: true };
}

export function isRight(type: Column["type"]): boolean {
  return type === "integer" || type === "number";
}
