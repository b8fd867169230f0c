import { useState, useSyncExternalStore } from "react";
import { type PieceCatalogue, referenceTo } from "../model/catalogue";
import type { Piece, PieceReference } from "../model/types";

const KEY = "domino.recentPieces";
const MOST = 5;

let recent: readonly PieceReference[] | null = null;
const listeners = new Set<() => void>();

function isReference(value: unknown): value is PieceReference {
  return (
    typeof value === "object" &&
    value !== null &&
    ["repository", "version", "name"].every((key) => typeof Reflect.get(value, key) === "string")
  );
}

function stored(): readonly PieceReference[] {
  try {
    const value: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(value) ? value.filter(isReference).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function current(): readonly PieceReference[] {
  recent ??= stored();
  return recent;
}

/** Remembers that a Piece was put on a canvas. */
export function used(piece: PieceReference): void {
  const reference = referenceTo(piece);
  const same = (one: PieceReference) =>
    one.repository === reference.repository && one.name === reference.name;
  recent = [reference, ...current().filter((one) => !same(one))].slice(0, MOST);
  try {
    window.localStorage.setItem(KEY, JSON.stringify(recent));
  } catch {
    // A full or forbidden storage only forgets it with the page.
  }
  for (const listener of listeners) listener();
}

/** The Pieces used last, in this browser, that are installed; in their newest version, whichever was used. */
export function useRecent(catalogue: PieceCatalogue): Piece[] {
  const references = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, current);
  return installed(references, catalogue);
}

/**
 * The same as they were at first, so that nothing moves under the pointer when a Piece is used; `refresh` takes
 * them as they are, for a moment when the list changes anyway.
 */
export function useSteadyRecent(catalogue: PieceCatalogue): { recent: Piece[]; refresh: () => void } {
  const [references, setReferences] = useState(current);
  return { recent: installed(references, catalogue), refresh: () => setReferences(current()) };
}

function installed(references: readonly PieceReference[], catalogue: PieceCatalogue): Piece[] {
  return references.flatMap(
    ({ repository, name }) =>
      catalogue.newest.find((piece) => piece.repository === repository && piece.name === name) ?? [],
  );
}
