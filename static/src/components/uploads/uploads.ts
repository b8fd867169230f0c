import { createStore, type StoreApi } from "zustand/vanilla";
import { describe } from "../../api/problems";

/** A file on its way; `error` says in words why it didn't arrive. */
export interface Upload {
  id: number;
  workspaceId: number;
  name: string;
  bytes: number;
  /** Which part of it has left, 0 to 1. */
  part: number;
  error: string | null;
}

type Send = (
  workspaceId: number,
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal,
) => Promise<{ path: string }>;

interface Ends {
  /** Told the path of each file that has arrived. */
  done?: ((path: string) => void) | undefined;
  /** Called after each, whatever has become of it. */
  settled: () => void;
}

export interface Uploads {
  store: StoreApi<readonly Upload[]>;
  /** Sends files one after another. */
  send: (workspaceId: number, files: Iterable<File>, ends: Ends) => void;
  /** Stops one that is on its way or waits, or puts one away that has failed. */
  stop: (id: number) => void;
}

/**
 * The uploads of this window: one at a time, each can be stopped, those that fail stay until put away.
 *
 * They belong to no page: whoever goes to another one finds them on their way when coming back.
 */
export function createUploads(sendFile: Send): Uploads {
  const store = createStore<readonly Upload[]>(() => []);
  const stops = new Map<number, AbortController>();
  let next = 0;
  let queue = Promise.resolve();

  const change = (id: number, with_: Partial<Upload>) =>
    store.setState((all) => all.map((one) => (one.id === id ? { ...one, ...with_ } : one)), true);
  const forget = (id: number) => {
    stops.delete(id);
    store.setState((all) => all.filter((one) => one.id !== id), true);
  };

  const sendOne = async (workspaceId: number, file: File, id: number, ends: Ends) => {
    const stop = stops.get(id);
    if (!stop || stop.signal.aborted) return;
    try {
      const made = await sendFile(workspaceId, file, (part) => change(id, { part }), stop.signal);
      if (!stop.signal.aborted) {
        forget(id);
        ends.done?.(made.path);
      }
    } catch (error) {
      if (!stop.signal.aborted) {
        const { title, detail } = describe(error);
        change(id, { error: detail ?? title });
      }
    }
    // Also after a stop: it may have come when the last byte had left.
    ends.settled();
  };

  return {
    store,
    send(workspaceId, files, ends) {
      for (const file of files) {
        const id = next++;
        stops.set(id, new AbortController());
        const upload = { id, workspaceId, name: file.name, bytes: file.size, part: 0, error: null };
        store.setState((all) => [...all, upload], true);
        queue = queue.then(() => sendOne(workspaceId, file, id, ends));
      }
    },
    stop(id) {
      stops.get(id)?.abort();
      forget(id);
    },
  };
}
