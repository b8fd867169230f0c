import { expect, test } from "vitest";
import { logLines, marked, matches, severity, textLines } from "./lines";

const record = (text: string, more: object = {}) => ({
  text,
  source: "piece",
  level: "info",
  timestamp: "2026-01-01T00:00:00Z",
  ...more,
});

test("a record of several lines has its time at the first", () => {
  const lines = logLines(record("Task failed\nValueError: too few rows\n"));
  expect(lines.map(({ text }) => text)).toEqual(["Task failed", "ValueError: too few rows"]);
  expect(lines[0]?.time).toMatch(/^\d\d:\d\d:\d\d$/);
  expect(lines[1]?.time).toBe("");
});

test("what is shown already is left out: a logger's head, and Airflow's marks of groups", () => {
  const texts = (text: string, more: object = {}) => logLines(record(text, more)).map((line) => line.text);
  const head = "INFO  - [     MainThread] domino-.ReadCsvPiece-read : 29 : 2026-11-25 19:42:32.473 ";
  expect(texts(`${head}Read 344 rows`)).toEqual(["Read 344 rows"]);
  expect(texts(`${head.replace("32.473", "32.21")}Read`)).toEqual(["Read"]);
  expect(texts("INFO - [x] is a text of somebody's")).toEqual(["INFO - [x] is a text of somebody's"]);
  const level = logLines(record(`${head.replace("INFO ", "ERROR")}It broke`))[0]?.level;
  expect(level).toBe("error");
  const airflow = { source: "airflow" };
  expect(texts("::group::Pre Execute", airflow)).toEqual(["Pre Execute"]);
  expect(texts("::endgroup::", airflow)).toEqual([]);
  expect(texts("::endgroup::")).toEqual(["::endgroup::"]);
});

test("a record is taken apart once", () => {
  const one = record("a\nb");
  expect(logLines(one)).toBe(logLines(one));
});

test("a level that a Piece's line says counts where Airflow knows none", () => {
  const level = (text: string, more: object = {}) => logLines(record(text, more))[0]?.level;
  expect(level("ERROR - [ MainThread] x.py: 3 - it broke")).toBe("error");
  expect(level("2026-01-01 10:00:00,123 WARNING something")).toBe("warning");
  expect(level("Traceback (most recent call last):")).toBe("error");
  expect(level("no ERROR at the beginning")).toBe("info");
  expect(level("ERROR said by Airflow", { source: "airflow" })).toBe("info");
  expect(level("fine", { level: "Error" })).toBe("error");
  expect([severity("info"), severity("warning"), severity("critical")]).toEqual([0, 1, 3]);
});

test("terminal colours are left out, and lines of a million characters cut", () => {
  expect(textLines("\u001B[31mred\u001B[0m\r\nnext").map(({ text }) => text)).toEqual(["red", "next"]);
  const cut = textLines("x".repeat(12_000));
  expect(cut.map(({ text }) => text.length)).toEqual([5000, 5000, 2000]);
  expect(textLines("")).toHaveLength(1);
});

test("matches are found and marked whatever their case", () => {
  const lines = textLines("One\ntwo\nANYONE");
  expect(matches(lines, "one")).toEqual([0, 2]);
  expect(matches(lines, "")).toEqual([]);
  expect(marked("anyone, One", "ONE")).toEqual(["any", "one", ", ", "One", ""]);
  expect(marked("none here", "x")).toEqual(["none here"]);
  expect(marked("İone", "one")).toEqual(["İone"]);
});

test("a hundred thousand records are taken apart and searched", () => {
  const records = Array.from({ length: 100_000 }, (_, number) => record(`line ${number} of a long log`));
  const found = matches(records.flatMap(logLines), "line 99999");
  expect(found).toEqual([99_999]);
});
