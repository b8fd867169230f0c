import { useEffect } from "react";
import { actionFor, focusOf } from "./dispatch";
import { useRegistry } from "./registry";

/** Lets keys do what the registry says, as long as the component is there. */
export function useKeys(): void {
  const registry = useRegistry();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const action = actionFor(registry.getState().actions, event, focusOf(event.target));
      if (!action) return;
      event.preventDefault();
      action.run();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [registry]);
}
