import type { NodeInput } from "../model/types";
import type { Path } from "./schema";

interface Remembered {
  /** What the field held before it took an output; `null` stands for nothing. */
  value?: NodeInput | null;
  upstream?: NodeInput;
  /** Whether an output is about to be picked, with the value still in the document. */
  picking?: boolean;
  /** The chosen option of a union, and what each option held last. */
  option?: number;
  options?: Record<number, NodeInput | null>;
}

/** What fields held before they were switched over, for as long as the page lives: never in the document. */
export class FieldMemory {
  private readonly fields = new Map<string, Remembered>();

  get(node: string, path: Path): Remembered {
    return this.fields.get(key(node, path)) ?? {};
  }

  set(node: string, path: Path, change: Remembered): void {
    this.fields.set(key(node, path), { ...this.get(node, path), ...change });
  }

  /** Follow the rows of a list: `order` holds the old index of each new row, null for a new one. */
  reorder(node: string, path: Path, order: readonly (number | null)[]): void {
    const prefix = `${key(node, path).slice(0, -1)},`;
    const kept = new Map<string, Remembered>();
    for (const [name, remembered] of [...this.fields]) {
      if (!name.startsWith(prefix)) continue;
      this.fields.delete(name);
      const parts = JSON.parse(name) as (string | number)[];
      const place = path.length + 1;
      const to = order.indexOf(parts[place] as number);
      if (to >= 0) kept.set(JSON.stringify(parts.with(place, to)), remembered);
    }
    for (const [name, remembered] of kept) this.fields.set(name, remembered);
  }
}

function key(node: string, path: Path): string {
  return JSON.stringify([node, ...path]);
}
