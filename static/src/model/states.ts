/** Airflow's states of runs and tasks. */
import { t } from "../app/i18n";

/** States with a colour and a word of their own; whatever a later Airflow adds is shown like `none`. */
const KNOWN = [
  "success",
  "failed",
  "running",
  "queued",
  "scheduled",
  "skipped",
  "deferred",
  "up_for_retry",
  "upstream_failed",
  "restarting",
] as const;

export type KnownState = (typeof KNOWN)[number] | "none";

export function known(state: string | null | undefined): KnownState {
  return KNOWN.find((name) => name === state) ?? "none";
}

/** A state as people read it: `up_for_retry` is `Up for retry`; none is `Not started`. */
export function label(state: string | null | undefined): string {
  const own = [...KNOWN, "removed" as const].find((name) => name === state);
  if (own) return t(`states.${own}`);
  if (!state || state === "none") return t("states.none");
  const words = state.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const ENDED = new Set(["success", "failed", "skipped", "upstream_failed", "removed"]);

/** Whether nothing can happen any more in this state. */
export function ended(state: string | null | undefined): boolean {
  return ENDED.has(state ?? "");
}

/** Counts of tasks by state in a fixed order, worst first, so that two runs compare at a glance. */
const ORDER: string[] = ["failed", "upstream_failed", "up_for_retry", "running", "restarting", "deferred"];

export function ordered(counts: Record<string, number>): [string, number][] {
  const rank = (state: string) => {
    const place = ORDER.indexOf(state);
    return place < 0 ? ORDER.length + (state === "success" ? 1 : 0) : place;
  };
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b));
}
