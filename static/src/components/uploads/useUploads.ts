import { useStore } from "zustand";
import { uploadFile, useRefreshFiles } from "../../api/files";
import { useWorkspaceId } from "../../api/workflows";
import { useIsHere } from "../useIsHere";
import { createUploads, type Upload } from "./uploads";

const all = createUploads(uploadFile);

// Closing the window ends what is on its way: the browser asks first.
const ask = (event: BeforeUnloadEvent) => event.preventDefault();
all.store.subscribe((uploads) => {
  if (uploads.some(({ error }) => error === null)) window.addEventListener("beforeunload", ask);
  else window.removeEventListener("beforeunload", ask);
});

interface Shown {
  uploads: readonly Upload[];
  /** Sends files; `done` is told the path of each that has arrived while its component is there. */
  send: (files: Iterable<File>, done?: (path: string) => void) => void;
  stop: (id: number) => void;
}

/** The uploads to the workspace in use. */
export function useUploads(): Shown {
  const workspaceId = useWorkspaceId();
  const refresh = useRefreshFiles();
  const uploads = useStore(all.store);
  const isHere = useIsHere();
  return {
    uploads: uploads.filter((one) => one.workspaceId === workspaceId),
    send: (files, done) =>
      all.send(workspaceId, files, {
        done: (path) => {
          if (isHere.current) done?.(path);
        },
        settled: refresh,
      }),
    stop: all.stop,
  };
}
