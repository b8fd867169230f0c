import Fuse from "fuse.js";
import type { Piece } from "../model/types";

/** Pieces by how well they match; all of them in their own order if nothing is searched. */
export type PieceSearch = (query: string) => readonly Piece[];

const WEIGHTS = [
  { name: "label", weight: 3 },
  { name: "name", weight: 2 },
  { name: "tags", weight: 1.5 },
  { name: "description", weight: 0.6 },
  { name: "repository_label", weight: 0.6 },
];

/** A search that forgives typing errors; build it once for a list of Pieces. */
export function createPieceSearch(pieces: readonly Piece[]): PieceSearch {
  const fuse = new Fuse([...pieces], {
    keys: WEIGHTS,
    threshold: 0.42,
    ignoreLocation: true,
    ignoreDiacritics: true,
    minMatchCharLength: 1,
  });
  return (query) => {
    const words = query.trim().split(/\s+/).filter(Boolean);
    if (words.length === 0) return pieces;
    // Every word has to match somewhere; words may be in any order and in different fields.
    const expression = {
      $and: words.map((word) => ({ $or: WEIGHTS.map(({ name }) => ({ [name]: word })) })),
    };
    const found = fuse.search(words.length === 1 ? (words[0] ?? "") : expression).map(({ item }) => item);
    return startingFirst(found, query.trim().toLowerCase());
  };
}

/** What a name starts with comes before what is only like it. */
function startingFirst(found: readonly Piece[], query: string): Piece[] {
  const rank = (piece: Piece) => {
    const label = piece.label.toLowerCase();
    if (label.startsWith(query)) return 0;
    return label.split(/\s+/).some((word) => word.startsWith(query)) ? 1 : 2;
  };
  return found
    .map((piece, place) => ({ piece, place, rank: rank(piece) }))
    .sort((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ piece }) => piece);
}

export interface RepositoryGroup {
  id: number;
  label: string;
  version: string;
  pieces: Piece[];
}

/** Pieces under their repositories, in the order given. */
export function byRepository(pieces: readonly Piece[]): RepositoryGroup[] {
  const groups = new Map<string, RepositoryGroup>();
  for (const piece of pieces) {
    const key = `${piece.repository_id} ${piece.version}`;
    const group = groups.get(key);
    if (group) group.pieces.push(piece);
    else {
      const { repository_id: id, repository_label: label, version } = piece;
      groups.set(key, { id, label, version, pieces: [piece] });
    }
  }
  return [...groups.values()];
}
