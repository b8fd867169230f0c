import { useEffect, useRef, useState } from "react";
import type { Content } from "../model/types";
import type { Autosave } from "./autosave";

/** Sends what is unsent as soon as `wanted`, and calls `done` if the server then has all of it. */
export function useFlush(
  autosave: Autosave<Content>,
  wanted: boolean,
  done: () => void,
): { isSending: boolean } {
  const [failed, setFailed] = useState(false);
  const callback = useRef(done);
  callback.current = done;
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    setFailed(false);
    void autosave.flush().then((sent) => {
      if (!current) return;
      if (sent) callback.current();
      else setFailed(true);
    });
    return () => {
      current = false;
    };
  }, [autosave, wanted]);
  return { isSending: wanted && !failed };
}
