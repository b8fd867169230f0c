import { useSyncExternalStore } from "react";
import { HOST, loginAddress } from "./place";

/** Whether Airflow still knows who we are. */

let expired = false;
let everSignedIn = false;
let refusedOnce = false;
const listeners = new Set<() => void>();
const REDIRECTED = "domino-redirected-to-login";
/** A second redirect within this time would be a loop: logging in doesn't help. */
const LOOP_MS = 15_000;

function set(value: boolean): void {
  if (expired === value) return;
  expired = value;
  for (const listener of listeners) listener();
}

/** An answer that needed a user arrived. */
export function signedIn(): void {
  everSignedIn = true;
  set(false);
  if (!refusedOnce) return;
  refusedOnce = false;
  for (const listener of returned) listener();
}

/**
 * The server doesn't know us. On arrival the login page is the only thing to show; later there may be work on
 * the screen, so we say it and let the person choose the moment.
 */
export function signedOut(): void {
  refusedOnce = true;
  const last = Number(window.sessionStorage.getItem(REDIRECTED) ?? 0);
  if (!everSignedIn && !HOST && window.parent === window && Date.now() - last > LOOP_MS) {
    window.sessionStorage.setItem(REDIRECTED, String(Date.now()));
    window.location.assign(loginAddress());
    return;
  }
  set(true);
}

const returned = new Set<() => void>();

/** Be told when the server knows us again after it didn't; gives the function that ends this. */
export function signedInAgain(listener: () => void): () => void {
  returned.add(listener);
  return () => returned.delete(listener);
}

/** Stop asking; the next request finds out. */
export function dismiss(): void {
  set(false);
}

export function useSignedOut(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => expired,
  );
}
