import { expect, test } from "vitest";
import { reasonOf } from "./reason";

const record = (text: string, more: object = {}) => ({
  text,
  source: "airflow",
  level: "error",
  timestamp: null,
  ...more,
});

test("the reason is the exception that the task ended with, without its class", () => {
  const why = "Piece ReadCsvPiece failed: FileNotFoundError: no such file";
  const records = [
    record("Running", { level: "info" }),
    record("ERROR - something on the way", { source: "piece" }),
    record(`Task failed with exception\nKeyError: 'a'\nAirflowException: ${why}`),
    record("Post Execute", { level: "info" }),
  ];
  expect(reasonOf(records)).toBe(why);
});

test("another error of Airflow's is told as it is; without any there is no reason", () => {
  expect(reasonOf([record("The process was killed")])).toBe("The process was killed");
  expect(reasonOf([record("fine", { level: "info" }), record("bad", { source: "piece" })])).toBeNull();
  expect(reasonOf([])).toBeNull();
});
