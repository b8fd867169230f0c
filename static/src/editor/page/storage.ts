import type { Place } from "./localCopy";

const NOWHERE: Place = {
  length: 0,
  key: () => null,
  getItem: () => null,
  setItem: () => {
    throw new Error("This browser keeps nothing.");
  },
  removeItem: () => undefined,
};

function available(): Place {
  try {
    // Reading the property alone throws where a browser forbids storage.
    return window.localStorage;
  } catch {
    return NOWHERE;
  }
}

/** What this browser keeps, or a place that keeps nothing. */
export const storage: Place = available();
