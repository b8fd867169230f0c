/** Lines of a text or a log, as they are laid out one below the other. */
import type { Schemas } from "../../api/client";

export interface Line {
  text: string;
  /** `error`, `warning`, ...: what it is coloured by. */
  level: string | null;
  source: string | null;
  /** Time of day, where it is known and not the same record as the line above. */
  time: string;
}

/** Longer lines are cut into several: a browser takes seconds to lay out one of a million characters. */
const LONGEST = 5000;
const ESCAPE = String.fromCharCode(27);
/** Colour codes for terminals, which say nothing here. */
const ANSI = new RegExp(`${ESCAPE}\\[[0-9;?]*[A-Za-z]`, "g");
const SPECIAL = new RegExp(`[\n\r${ESCAPE}]`);
/** Matches that are counted and can be gone through. */
export const MOST_MATCHES = 10_000;

export function textLines(text: string): Line[] {
  return pieces(text).map((piece) => ({ text: piece, level: null, source: null, time: "" }));
}

type LogRecord = Schemas["LogLine"];

const known = new WeakMap<LogRecord, Line[]>();

/** The lines of a record: the first with its time, the others below it. Taken apart once, as logs only grow. */
export function logLines(record: LogRecord): Line[] {
  const before = known.get(record);
  if (before) return before;
  const { source, timestamp } = record;
  const level = levelOf(record);
  const lines = pieces(plainText(record)).map((text, index) => ({
    text,
    level,
    source,
    time: index === 0 ? timeOf(timestamp) : "",
  }));
  if (source === "airflow" && record.text === GROUP_END) lines.length = 0;
  known.set(record, lines);
  return lines;
}

/** How Airflow marks lines that belong together; its own page folds them. */
const GROUP = "::group::";
const GROUP_END = "::endgroup::";
/** What Pieces' loggers put before each text; its level and time are shown already. */
const HEAD = /^[A-Z]+ *- \[ *[\w-]+\] \S+ : \d+ : [\d-]{10} [\d:]{8}\.\d{1,3} /;

function plainText({ source, text }: LogRecord): string {
  if (source === "piece") return text.replace(HEAD, "");
  return source === "airflow" ? withoutMark(text) : text;
}

function withoutMark(text: string): string {
  return text.startsWith(GROUP) ? text.slice(GROUP.length) : text;
}

/** Lines of Airflow's, without its marks. */
export function withoutMarks(texts: readonly string[]): string[] {
  return texts.filter((text) => text !== GROUP_END).map(withoutMark);
}

/** How Pieces' loggers, and Python itself, begin a line that is worse than it was printed as. */
const SAID = /^[\s\d:.,\-T[\]|]*(DEBUG|WARNING|WARN|ERROR|CRITICAL|FATAL)\b|^(Traceback) \(most recent/;

/** The level of a record; what a Piece prints says it itself, at its beginning. */
function levelOf({ level, source, text }: LogRecord): string | null {
  const told = level?.toLowerCase() ?? null;
  if (source !== "piece" || severity(told) > 0) return told;
  const [, word, traceback] = SAID.exec(text) ?? [];
  return word?.toLowerCase() ?? (traceback ? "error" : told);
}

function pieces(text: string): string[] {
  // Most records are one short line: this is done a hundred thousand times.
  if (text.length <= LONGEST && !SPECIAL.test(text)) return [text];
  const plain = text.replace(ANSI, "").replace(/\r?\n$/, "");
  return plain.split(/\r\n|\n|\r/).flatMap(cut);
}

function cut(line: string): string[] {
  if (line.length <= LONGEST) return [line];
  const count = Math.ceil(line.length / LONGEST);
  return Array.from({ length: count }, (_, index) => line.slice(index * LONGEST, (index + 1) * LONGEST));
}

function timeOf(timestamp: string | null): string {
  if (!timestamp) return "";
  const date = new Date(timestamp);
  if (Number.isNaN(date.getTime())) return "";
  // By hand: the browser's own formatting takes seconds for a long log.
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => `${part}`.padStart(2, "0"))
    .join(":");
}

/** Numbers of the lines that hold the words looked for, whatever their case. */
export function matches(lines: readonly Line[], search: string): number[] {
  const wanted = search.toLowerCase();
  if (wanted === "") return [];
  const found: number[] = [];
  for (const [index, { text }] of lines.entries()) {
    if (!text.toLowerCase().includes(wanted)) continue;
    found.push(index);
    if (found.length === MOST_MATCHES) break;
  }
  return found;
}

/** A line in parts, every other one a match: `["", "ab", "c", "ab", ""]`. */
export function marked(text: string, search: string): string[] {
  if (search === "") return [text];
  const [plain, wanted] = [text.toLowerCase(), search.toLowerCase()];
  // Some letters change their length with their case; where that happens, nothing is marked.
  if (plain.length !== text.length) return [text];
  const parts: string[] = [];
  let start = 0;
  for (let at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, start)) {
    parts.push(text.slice(start, at), text.slice(at, at + wanted.length));
    start = at + wanted.length;
  }
  parts.push(text.slice(start));
  return parts;
}

const SEVERITY: Record<string, number> = { warning: 1, warn: 1, error: 2, critical: 3, fatal: 3 };

/** How bad a level is: 0 for what is none or normal, 1 a warning, 2 and more an error. */
export function severity(level: string | null): number {
  return SEVERITY[level ?? ""] ?? 0;
}
