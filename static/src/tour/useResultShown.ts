import { useEffect, useState } from "react";
import { RESULT_TAB } from "./showing";

/** Whether the chart has been seen: its tab was chosen while its panel was open. Seen once is seen. */
export function useResultShown(isOpen: boolean): boolean {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!isOpen || isShown) return;
    const timer = window.setInterval(() => {
      if (document.querySelector(`${RESULT_TAB}[aria-selected="true"]`)) setShown(true);
    }, 300);
    return () => window.clearInterval(timer);
  }, [isOpen, isShown]);
  return isShown;
}
