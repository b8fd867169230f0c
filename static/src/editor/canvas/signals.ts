import { useCallback, useSyncExternalStore } from "react";

/** What a store says about many things, each told to those alone who show it. */
export interface Signals<T> {
  of: (key: string) => T;
  subscribe: (key: string, listener: () => void) => () => void;
}

interface Source<S> {
  getState: () => S;
  subscribe: (listener: (state: S, before: S) => void) => () => void;
}

interface Reading<S, T> {
  /** Whether a change of the store can concern anything. */
  concerns: (state: S, before: S) => boolean;
  read: (state: S, key: string) => T;
  same: (a: T, b: T) => boolean;
}

/**
 * Looks at the store once for each of its changes, however many subscribers there are.
 *
 * A thousand subscriptions of the store itself would each be asked at every frame of a drag.
 */
export function createSignals<S, T>(source: Source<S>, { concerns, read, same }: Reading<S, T>): Signals<T> {
  const known = new Map<string, T>();
  const listeners = new Map<string, Set<() => void>>();

  /** The value as it is now; the very same object as long as it says the same. */
  function of(key: string): T {
    const old = known.get(key);
    const now = read(source.getState(), key);
    if (old !== undefined && same(old, now)) return old;
    known.set(key, now);
    return now;
  }

  source.subscribe((state, before) => {
    if (!concerns(state, before)) return;
    for (const [key, told] of [...listeners]) {
      const old = known.get(key);
      if (of(key) !== old) for (const tell of told) tell();
    }
  });
  return {
    of,
    subscribe(key, listener) {
      const told = listeners.get(key) ?? new Set();
      listeners.set(key, told.add(listener));
      return () => {
        told.delete(listener);
        if (told.size > 0) return;
        listeners.delete(key);
        known.delete(key);
      };
    },
  };
}

/** What is said about one thing. */
export function useSignal<T>(signals: Signals<T>, key: string): T {
  const subscribe = useCallback((told: () => void) => signals.subscribe(key, told), [signals, key]);
  const now = () => signals.of(key);
  return useSyncExternalStore(subscribe, now, now);
}
