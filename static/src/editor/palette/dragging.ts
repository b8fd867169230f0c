import type { DragEvent } from "react";
import { type PieceCatalogue, referenceTo } from "../model/catalogue";
import type { Piece, PieceReference } from "../model/types";

const TYPE = "application/x-domino-piece";

/** Lets a Piece be dragged out of the palette. */
export function dragPiece(event: DragEvent, piece: Piece): void {
  event.dataTransfer.effectAllowed = "copy";
  event.dataTransfer.setData(TYPE, JSON.stringify(referenceTo(piece)));
}

export function isPieceDrag({ dataTransfer }: DragEvent): boolean {
  return dataTransfer.types.includes(TYPE);
}

/** The Piece that is dropped; undefined for anything else. */
export function pieceOf({ dataTransfer }: DragEvent, pieces: PieceCatalogue): Piece | undefined {
  const text = dataTransfer.getData(TYPE);
  if (text === "") return undefined;
  try {
    return pieces.find(JSON.parse(text) as PieceReference);
  } catch {
    return undefined;
  }
}
