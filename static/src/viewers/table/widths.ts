/** How wide the columns of a table are, and what their pages hold. */
import type { Schemas } from "../../api/client";

type Column = Schemas["TableColumn"];

/** As wide as the longest name of a type is in its small letters. */
const LEAST = 10;
const MOST = 40;
/** Room for the arrow beside a column's name. */
const ARROW = 2;

/** Widths in characters, from the first rows. */
export function widths(columns: readonly Column[], rows: readonly (readonly string[])[]): number[] {
  return columns.map(({ name }, index) => {
    const cells = rows.map((row) => row[index]?.length ?? 0);
    const widest = Math.max(name.length + ARROW, ...cells);
    return Math.min(MOST, Math.max(LEAST, widest));
  });
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
