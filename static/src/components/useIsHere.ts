import { type RefObject, useEffect, useRef } from "react";

/** Tells what comes later, such as an answer, whether the component that waited for it is still there. */
export function useIsHere(): RefObject<boolean> {
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  return isHere;
}
