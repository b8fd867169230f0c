import { expect, test } from "vitest";
import type { Piece } from "../model/types";
import { byRepository, createPieceSearch } from "./search";

function piece(id: number, label: string, rest: Partial<Piece> = {}): Piece {
  return {
    id,
    label,
    name: `${label.replaceAll(" ", "")}Piece`,
    description: "",
    group: "group0",
    input_schema: {},
    output_schema: {},
    repository: "starter",
    repository_id: 1,
    repository_label: "Starter Pieces",
    resources: {},
    secrets_schema: null,
    source_url: null,
    style: {},
    tags: [],
    version: "1.0.0",
    ...rest,
  };
}

const read = piece(1, "Read CSV", { tags: ["table"], description: "Reads a table from a file" });
const filter = piece(2, "Filter rows", { tags: ["table"] });
const chart = piece(3, "Chart", { description: "Draws a bar chart of a table" });
const slack = piece(4, "Send to Slack", { repository_id: 2, repository_label: "Social" });
const all = [read, filter, chart, slack];
const search = createPieceSearch(all);

test("typing errors are forgiven", () => {
  expect(search("fitler")[0]).toBe(filter);
  expect(search("chrat")[0]).toBe(chart);
});

test("what a label starts with comes first, before what is only described so", () => {
  expect(search("chart")[0]).toBe(chart);
  expect(search("sl")[0]).toBe(slack);
});

test("words may be in any order and in different fields, but all have to match", () => {
  expect(search("table csv")).toEqual([read]);
  expect(search("slack zebra")).toEqual([]);
});

test("nothing typed shows all in their own order", () => {
  expect(search("  ")).toEqual(all);
});

test("Pieces are listed under their repositories and versions", () => {
  const newer = piece(5, "Chart", { version: "2.0.0" });
  const groups = byRepository([...all, newer]);
  expect(groups.map(({ label, version, pieces }) => [label, version, pieces.length])).toEqual([
    ["Starter Pieces", "1.0.0", 3],
    ["Social", "1.0.0", 1],
    ["Starter Pieces", "2.0.0", 1],
  ]);
});
