import { useEffect, useState } from "react";
import { type NodeRunState, shortDuration } from "./runState";

/** How long a task took, or has been running for. */
export function RunTime({ run }: { run: NodeRunState }) {
  const { duration, started, state } = run;
  if (duration !== null) return <span className="card-time">{shortDuration(duration)}</span>;
  return state === "running" && started !== null ? <Elapsed since={started} /> : null;
}

function Elapsed({ since }: { since: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  const seconds = (now - Date.parse(since)) / 1000;
  return Number.isFinite(seconds) ? (
    <span className="card-time">{shortDuration(Math.floor(Math.max(0, seconds)))}</span>
  ) : null;
}
