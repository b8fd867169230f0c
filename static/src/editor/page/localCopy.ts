import type { Content } from "../model/types";

/** Work that never reached the server, kept in this browser. */
export interface LocalCopy {
  key: string;
  /** When it was kept, in ISO format. */
  at: string;
  content: Content;
  draftId: number | null;
  baseVersion: number | null;
}

export type Place = Pick<Storage, "length" | "key" | "getItem" | "setItem" | "removeItem">;

const PREFIX = "domino-unsent";
/** Whatever is older was most likely forgotten; the browser's room is small. */
const KEPT_DAYS = 30;

function prefixOf(workspaceId: number, workflowId: number | null): string {
  return `${PREFIX}:${workspaceId}:${workflowId ?? "new"}:`;
}

/** A key of this window's own: two windows never overwrite each other's copy. */
export function copyKey(workspaceId: number, workflowId: number | null): string {
  return `${prefixOf(workspaceId, workflowId)}${crypto.randomUUID()}`;
}

/** Keep a copy; false if this browser won't (private mode, no room left). */
export function keepCopy(place: Place, copy: LocalCopy): boolean {
  try {
    const { key, ...rest } = copy;
    place.setItem(key, JSON.stringify(rest));
    return true;
  } catch {
    return false;
  }
}

export function dropCopy(place: Place, key: string): void {
  try {
    place.removeItem(key);
  } catch {
    // Storage may be switched off; then nothing was kept either.
  }
}

/** The copies of a workflow, newest first; what can't be read is skipped, what is too old goes. */
export function findCopies(
  place: Place,
  workspaceId: number,
  workflowId: number | null,
  now = new Date(),
): LocalCopy[] {
  try {
    const prefix = prefixOf(workspaceId, workflowId);
    const keys = Array.from({ length: place.length }, (_, index) => place.key(index) ?? "");
    const found = keys.filter((key) => key.startsWith(prefix)).map((key) => readCopy(place, key));
    const oldest = now.getTime() - KEPT_DAYS * 86_400_000;
    const kept: LocalCopy[] = [];
    for (const copy of found) {
      if (copy === null) continue;
      if (new Date(copy.at).getTime() < oldest) dropCopy(place, copy.key);
      else kept.push(copy);
    }
    return kept.sort((a, b) => b.at.localeCompare(a.at));
  } catch {
    return [];
  }
}

function readCopy(place: Place, key: string): LocalCopy | null {
  try {
    const read: unknown = JSON.parse(place.getItem(key) ?? "null");
    return isCopy(read) ? { ...read, key } : null;
  } catch {
    return null;
  }
}

function isCopy(value: unknown): value is Omit<LocalCopy, "key"> {
  if (typeof value !== "object" || value === null) return false;
  const { at, content } = value as Partial<LocalCopy>;
  return typeof at === "string" && Array.isArray(content?.document?.nodes) && content.layout !== undefined;
}
