import type { Piece } from "../model/types";
import { byRepository } from "./search";

/** With so few Pieces, those used last are in sight anyway. */
const FEW = 12;

/** Pieces under a title; without one they stand by themselves. */
export interface PaletteSection {
  key: string;
  title: string | null;
  version: string | null;
  pieces: readonly Piece[];
  /** The number of the first one in the whole list. */
  start: number;
}

/** What is found; or, if nothing is searched, the Pieces used last and then all by their repositories. */
export function paletteSections(
  found: readonly Piece[],
  isSearch: boolean,
  recent: readonly Piece[],
  recentTitle: string,
): PaletteSection[] {
  if (isSearch) return [{ key: "found", title: null, version: null, pieces: found, start: 0 }];
  const sections: Omit<PaletteSection, "start">[] = byRepository(found).map(
    ({ id, label, version, pieces }) => ({
      key: `${id} ${version}`,
      title: label,
      version,
      pieces,
    }),
  );
  if (recent.length > 0 && found.length > FEW) {
    sections.unshift({ key: "recent", title: recentTitle, version: null, pieces: recent });
  }
  let start = 0;
  return sections.map((section) => {
    const placed = { ...section, start };
    start += section.pieces.length;
    return placed;
  });
}
