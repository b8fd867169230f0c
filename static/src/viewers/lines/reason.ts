/** Why a task failed, in a sentence, as its log has it. */
import type { Schemas } from "../../api/client";
import { severity } from "./lines";

type LogRecord = Schemas["LogLine"];

/** What Airflow says of every failure, with the exception in the lines below. */
const FAILED = "Task failed with exception";
/** The class of an exception, before its text. */
const CLASS = /^[A-Za-z_][\w.]*(?:Error|Exception|Timeout|Interrupt): /;

/** The reason; null if the log has none. Airflow's last error tells it, not what a Piece printed on the way. */
export function reasonOf(records: readonly LogRecord[]): string | null {
  const last = records.findLast(({ source, level }) => source !== "piece" && severity(level) >= 2);
  if (!last) return null;
  const [head, ...below] = last.text.trim().split("\n");
  // The exceptions are told from the first cause to what came of it.
  const told = head === FAILED && below.length > 0 ? below.at(-1) : last.text.trim();
  return (told ?? "").replace(CLASS, "").trim() || null;
}
