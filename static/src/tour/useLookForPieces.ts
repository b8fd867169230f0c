import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

const EVERY = 5_000;

/** Looks again and again whether somebody else has installed Pieces meanwhile. */
export function useLookForPieces(isWaiting: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isWaiting) return;
    const timer = window.setInterval(() => void client.invalidateQueries({ queryKey: ["pieces"] }), EVERY);
    return () => window.clearInterval(timer);
  }, [isWaiting, client]);
}
