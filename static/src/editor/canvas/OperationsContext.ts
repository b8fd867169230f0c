import { createContext, useContext } from "react";
import type { Operations } from "./operations";

export const OperationsContext = createContext<Operations | null>(null);

/** What can be done on the canvas around this component. */
export function useOperations(): Operations {
  const operations = useContext(OperationsContext);
  if (!operations) throw new Error("There is no canvas above this component.");
  return operations;
}
