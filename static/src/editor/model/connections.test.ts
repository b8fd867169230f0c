import { expect, test } from "vitest";
import { createCatalogue } from "./catalogue";
import { addNode } from "./commands";
import { emptyContent } from "./completed";
import { judgeConnection, upstreamChoices } from "./connections";
import { pieceOf } from "./fixtures";
import type { Content } from "./types";

const READ = pieceOf("ReadCsvPiece", {
  output_schema: {
    type: "object",
    properties: {
      file_path: { type: "string", title: "File" },
      summary: { $ref: "#/$defs/Summary" },
    },
    $defs: { Summary: { type: "object", properties: { rows: { type: "integer", title: "Rows" } } } },
  },
});
const CHART = pieceOf("ChartPiece", {
  input_schema: { type: "object", properties: { limit: { type: "integer" }, file_path: { type: "string" } } },
});
const LOG = pieceOf("LogPiece", {
  input_schema: { type: "object", properties: { flags: { type: "array" } } },
});
const CATALOGUE = createCatalogue([READ, CHART, LOG]);

/** read_csv -> read_csv_2 -> chart, and log on its own. */
function content(): Content {
  const made = emptyContent("Workflow");
  const at = { x: 0, y: 0 };
  addNode(made, READ, at);
  addNode(made, READ, at, { after: "read_csv" });
  addNode(made, CHART, at, { after: "read_csv_2" });
  addNode(made, LOG, at);
  return made;
}

test("a connection offers what fits, without conditions first", () => {
  const found = judgeConnection(content(), CATALOGUE, "read_csv", "chart");
  expect(found.ok && found.offers.map(({ output, input }) => `${output.name} -> ${input.name}`)).toEqual([
    "file_path -> file_path",
    "file_path -> limit",
  ]);
  expect(found.ok && found.note).toBeNull();
});

test("a connection that can carry nothing says so, one that closes a circle is refused", () => {
  expect(judgeConnection(content(), CATALOGUE, "read_csv", "log")).toEqual({
    ok: true,
    offers: [],
    note: "“Log” has no input that takes an output of “Read Csv”; connected, it only runs after it.",
  });
  expect(judgeConnection(content(), CATALOGUE, "chart", "read_csv").ok).toBe(false);
  const unknown = createCatalogue([]);
  expect(judgeConnection(content(), unknown, "read_csv", "log")).toEqual({
    ok: true,
    offers: [],
    note: null,
  });
});

test("an input may take from all ancestors, the nearest first, and from the fields of their outputs", () => {
  const found = upstreamChoices(content(), CATALOGUE, "chart", { type: "integer" }, {});
  expect(found.map(({ node, direct }) => [node.id, direct])).toEqual([
    ["read_csv_2", true],
    ["read_csv", false],
  ]);
  expect(found[0]?.choices.map(({ output, path, fit }) => [output, path, fit.ok])).toEqual([
    ["file_path", [], true],
    ["summary", [], false],
    ["summary", ["rows"], true],
  ]);
});
