import type { Patch } from "immer";

/**
 * Applies immer's patches by copying only what lies on their paths.
 *
 * Immer's own `applyPatches` clones every value it puts in; here the values are frozen, so they are shared: what a
 * step didn't touch stays the very same object, and nothing that shows it is drawn again.
 */
export function applied<T extends object>(base: T, patches: readonly Patch[]): T {
  const fresh = new Set<object>();
  const root = { value: base as unknown };
  for (const patch of patches) apply(root, patch, fresh);
  for (const copy of fresh) Object.freeze(copy);
  return root.value as T;
}

type Container = unknown[] | Record<string, unknown>;

function apply(root: { value: unknown }, { op, path, value }: Patch, fresh: Set<object>): void {
  let holder: Container = root;
  let key: string | number = "value";
  for (const step of path) {
    holder = own(holder, key, fresh);
    key = step;
  }
  if (Array.isArray(holder)) applyToList(holder, key, op, value);
  else if (op === "remove") delete holder[key];
  else holder[key] = value;
}

function applyToList(list: unknown[], key: string | number, op: Patch["op"], value: unknown): void {
  if (key === "length") list.length = Number(value);
  else if (op === "remove") list.splice(Number(key), 1);
  else if (op === "add") list.splice(Number(key), 0, value);
  else list[Number(key)] = value;
}

/** The container below `holder`, copied once so that it may be changed. */
function own(holder: Container, key: string | number, fresh: Set<object>): Container {
  const container = read(holder, key);
  if (typeof container !== "object" || container === null) {
    throw new Error(`A step of the history doesn't fit the document at ${key}.`);
  }
  if (fresh.has(container)) return container as Container;
  const copy: Container = Array.isArray(container) ? [...container] : { ...container };
  fresh.add(copy);
  if (Array.isArray(holder)) holder[Number(key)] = copy;
  else holder[key] = copy;
  return copy;
}

function read(holder: Container, key: string | number): unknown {
  return Array.isArray(holder) ? holder[Number(key)] : holder[key];
}
