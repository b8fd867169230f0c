/** What is drawn at a place of the screen. */
import type { Point } from "../model/types";
import { CARD } from "./sizes";

export function pointOf(event: { clientX: number; clientY: number } | TouchEvent): Point {
  if ("clientX" in event) return { x: event.clientX, y: event.clientY };
  const touch = event.changedTouches[0];
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 };
}

/** The top left of a card with its middle there. */
export function centred({ x, y }: Point): Point {
  return { x: x - CARD.width / 2, y: y - CARD.height / 2 };
}

export function nodeAt({ x, y }: Point): string | undefined {
  return cardOf(document.elementFromPoint(x, y)) ?? undefined;
}

export function isPane({ x, y }: Point): boolean {
  return document.elementFromPoint(x, y)?.classList.contains("react-flow__pane") ?? false;
}

/** The card that an element is part of. */
export function cardOf(element: Element | null): string | null {
  return element?.closest<HTMLElement>(".react-flow__node-piece")?.dataset["id"] ?? null;
}

/** The line that an element is part of, by its id in React Flow. */
export function lineOf(element: Element | null): string | null {
  return element?.closest<SVGElement>(".react-flow__edge")?.dataset["id"] ?? null;
}

export function lineAt({ x, y }: Point): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const id = lineOf(element);
    if (id !== null) return id;
  }
  return null;
}
