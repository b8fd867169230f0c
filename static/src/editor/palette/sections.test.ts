import { expect, test } from "vitest";
import { pieceOf } from "../forms/everything.fixture";
import { paletteSections } from "./sections";

const many = Array.from({ length: 13 }, (_, at) => pieceOf(`P${at}Piece`, {}));

test("rows are counted through all sections, those used last first", () => {
  const recent = many.slice(4, 6);
  const sections = paletteSections(many, false, recent, "Used last");
  expect(sections.map(({ title, start, pieces }) => [title, start, pieces.length])).toEqual([
    ["Used last", 0, 2],
    [many[0]?.repository_label, 2, 13],
  ]);
});

test("what is searched stands by itself, and few Pieces need no list of those used last", () => {
  const [first] = paletteSections(many, true, many.slice(0, 2), "Used last");
  expect(first).toMatchObject({ title: null, start: 0, pieces: many });
  const few = many.slice(0, 3);
  expect(paletteSections(few, false, few, "Used last").map(({ title }) => title)).not.toContain("Used last");
});
