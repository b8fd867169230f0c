import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { EditorStore } from "../editor/model/store";
import { storage } from "../editor/page/storage";
import type { Step } from "./progress";

/** Kept by the browser once the tour was ended, or not wanted: it isn't offered again. */
const KEY = "domino.tour.over";

interface TourState {
  isActive: boolean;
  /** The one editor that the tour goes through; null until that is open. */
  editor: EditorStore | null;
  skipped: ReadonlySet<Step>;
  isOffered: boolean;
}

export const tour = createStore<TourState>()(() => ({
  isActive: false,
  editor: null,
  skipped: new Set(),
  isOffered: storage.getItem(KEY) === null,
}));

export function useTour<Part>(part: (state: TourState) => Part): Part {
  return useStore(tour, part);
}

/** Start from the beginning, in the next editor on an empty canvas. */
export function startTour(): void {
  tour.setState({ isActive: true, editor: null, skipped: new Set() });
}

export function skipStep(step: Step): void {
  tour.setState(({ skipped }) => ({ skipped: new Set([...skipped, step]) }));
}

/** End it, or turn the offer down. */
export function endTour(): void {
  tour.setState({ isActive: false, editor: null, isOffered: false });
  try {
    storage.setItem(KEY, "1");
  } catch {
    // A browser that keeps nothing is offered it again next time.
  }
}
