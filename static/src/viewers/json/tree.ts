/** A JSON document as rows of a tree: which are there depends on what is open. */

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Where something is: names and numbers from the top on. */
export type Path = readonly (string | number)[];

export interface Row {
  /** The path as one text, by which a row is known. */
  id: string;
  path: Path;
  depth: number;
  name: string | number | null;
  value: Json;
  /** Number of children; null for what can't have any. */
  size: number | null;
  isOpen: boolean;
}

/** Rows a tree has at the most; what is open beyond them is not shown. */
export const MOST_ROWS = 200_000;
/** Matches that are looked for. */
export const MOST_MATCHES = 1000;
/** Lists of more children start closed, below the top. */
const FEW = 30;

/** Like a JSON pointer: `/items/0/name`; the top is empty. */
export function idOf(path: Path): string {
  return path.map(step).join("");
}

function step(part: string | number): string {
  return typeof part === "number" ? `/${part}` : `/${part.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** As code reaches it: `items[0].name`, `["a b"]`. */
export function codeOf(path: Path): string {
  return path
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      if (/^[A-Za-z_$][\w$]*$/.test(part)) return index === 0 ? part : `.${part}`;
      return `[${JSON.stringify(part)}]`;
    })
    .join("");
}

export function sizeOf(value: Json): number | null {
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : null;
}

type JsonObject = { [name: string]: Json };

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function* childrenOf(value: Json): Generator<[string | number, Json]> {
  if (Array.isArray(value)) yield* value.entries();
  else if (isObject(value)) for (const name in value) yield [name, value[name] ?? null];
}

/** What is open at first: the top, and small things right below it. */
export function firstOpen(root: Json): Set<string> {
  const open = new Set([""]);
  let count = sizeOf(root) ?? 0;
  if (count > FEW) return open;
  for (const [name, value] of childrenOf(root)) {
    const size = sizeOf(value) ?? 0;
    if (size === 0 || count + size > FEW) continue;
    count += size;
    open.add(idOf([name]));
  }
  return open;
}

/** The rows in their order, down to what is open. */
export function rowsOf(root: Json, open: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  // By hand, as documents may be nested deeper than functions may call themselves.
  const waiting: Omit<Row, "size" | "isOpen">[] = [{ id: "", path: [], depth: 0, name: null, value: root }];
  for (let next = waiting.pop(); next && rows.length < MOST_ROWS; next = waiting.pop()) {
    const { id, path, depth, value } = next;
    const isOpen = open.has(id);
    const size = sizeOf(value);
    rows.push({ ...next, size, isOpen: isOpen && size !== null });
    if (!isOpen) continue;
    const children = [...childrenOf(value)].map(([name, child]) => {
      return { id: id + step(name), path: [...path, name], depth: depth + 1, name, value: child };
    });
    for (const child of children.reverse()) waiting.push(child);
  }
  return rows;
}

/** Everything that can be opened, the outermost first, until that would be too many rows. */
export function allOpen(root: Json): Set<string> {
  const open = new Set<string>();
  const waiting: [string, Json][] = [["", root]];
  let count = 1;
  // What is added while the loop goes on is gone through as well.
  for (const [id, value] of waiting) {
    const size = sizeOf(value);
    if (!size) continue;
    count += size;
    if (count > MOST_ROWS / 4) break;
    open.add(id);
    for (const [name, child] of childrenOf(value)) {
      if (typeof child === "object" && child !== null) waiting.push([id + step(name), child]);
    }
  }
  return open;
}

/** Paths of what has the words looked for in its name or value. */
export function find(root: Json, search: string): Path[] {
  const wanted = search.toLowerCase();
  const found: Path[] = [];
  if (wanted === "") return found;
  const waiting: [Path, Json][] = [[[], root]];
  for (let next = waiting.pop(); next && found.length < MOST_MATCHES; next = waiting.pop()) {
    const [path, value] = next;
    const name = path.at(-1);
    if ((typeof name === "string" && holds(name, wanted)) || (sizeOf(value) === null && holds(value, wanted)))
      found.push(path);
    const inside = [...childrenOf(value)].map(([part, child]): [Path, Json] => [[...path, part], child]);
    for (const child of inside.reverse()) waiting.push(child);
  }
  return found;
}

function holds(value: Json, wanted: string): boolean {
  return String(value).toLowerCase().includes(wanted);
}

/** What must be open for a path to be seen. */
export function above(path: Path): string[] {
  return path.map((_, index) => idOf(path.slice(0, index)));
}

/** A value in a line: `{3}`, `[12]`, `"text"`. */
export function brief(value: Json, most = 400): string {
  const text = JSON.stringify(value);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
