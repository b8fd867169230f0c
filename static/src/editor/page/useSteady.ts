import { useLayoutEffect, useRef, useState } from "react";

/** Does what the functions given last do, by functions that stay the same: what takes them is not drawn anew. */
export function useSteady<Name extends string>(given: Record<Name, () => void>): Record<Name, () => void> {
  const latest = useRef(given);
  useLayoutEffect(() => {
    latest.current = given;
  });
  const [steady] = useState(() => {
    const names = Object.keys(given) as Name[];
    const calls = names.map((name) => [name, () => latest.current[name]()] as const);
    return Object.fromEntries(calls) as Record<Name, () => void>;
  });
  return steady;
}
