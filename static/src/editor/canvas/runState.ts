import type { Problem as ApiProblem } from "../../api/problems";
import { spoken } from "../../app/i18n";
import { tenths } from "../../model/time";

export type Problem = ApiProblem;

/** How far a node's task is in the run that is shown. */
export interface NodeRunState {
  /** Airflow's state of the task; null before it is scheduled. */
  state: string | null;
  /** Seconds it took; null while it runs or before. */
  duration: number | null;
  /** When it started, as ISO text; for the time that goes by while it runs. */
  started: string | null;
  tryNumber?: number;
}

/** Seconds as they are read at a glance: `0.4 s`, `12 s`, `3:05 min`, `2:00 h`. */
export function shortDuration(seconds: number): string {
  if (seconds < 10) return `${tenths(Math.round(Math.max(0, seconds) * 10) / 10, spoken())} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  if (minutes < 60) return `${minutes}:${two(Math.round(seconds) % 60)} min`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)} h`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
