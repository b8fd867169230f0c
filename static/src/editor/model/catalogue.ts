import type { Piece, PieceReference } from "./types";

/** The Pieces of a workspace, found by what documents call them. */
export interface PieceCatalogue {
  /** All versions, newer ones first. */
  all: readonly Piece[];
  /** Each Piece in its newest installed version: what new nodes are made of. */
  newest: readonly Piece[];
  find(reference: PieceReference): Piece | undefined;
  /** The same Piece in other installed versions of its repository. */
  otherVersions(reference: PieceReference): readonly Piece[];
}

export function createCatalogue(pieces: readonly Piece[]): PieceCatalogue {
  const byReference = new Map(pieces.map((piece) => [keyOf(piece), piece]));
  const newest = new Map<string, Piece>();
  for (const piece of pieces) {
    const key = JSON.stringify([piece.repository, piece.name]);
    if (!newest.has(key)) newest.set(key, piece);
  }
  return {
    all: pieces,
    newest: [...newest.values()],
    find: (reference) => byReference.get(keyOf(reference)),
    otherVersions: ({ repository, version, name }) =>
      pieces.filter(
        (piece) => piece.repository === repository && piece.name === name && piece.version !== version,
      ),
  };
}

/** How documents refer to a Piece. */
export function referenceTo({ repository, version, name }: PieceReference): PieceReference {
  return { repository, version, name };
}

function keyOf({ repository, version, name }: PieceReference): string {
  return JSON.stringify([repository, version, name]);
}
