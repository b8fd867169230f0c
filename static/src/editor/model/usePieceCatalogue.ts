import { useMemo } from "react";
import { usePieces } from "../../api/repositories";
import { createCatalogue, type PieceCatalogue } from "./catalogue";
import type { Piece } from "./types";

const NONE: readonly Piece[] = [];

/** The catalogue of the chosen workspace; empty until it is read. */
export function usePieceCatalogue(): { catalogue: PieceCatalogue; isPending: boolean; error: Error | null } {
  const { data, isPending, error } = usePieces();
  const pieces = data?.items ?? NONE;
  const catalogue = useMemo(() => createCatalogue(pieces), [pieces]);
  return { catalogue, isPending, error };
}
