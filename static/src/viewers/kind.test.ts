import { expect, test } from "vitest";
import { fileName, isNothing, kindOf } from "./kind";

test.each([
  ["png", "x.png", "image"],
  ["PNG", null, "image"],
  ["plotly_json", "figure.json", "plotly"],
  ["image", "photo.JPEG", "image"],
  ["table", "/home/shared_storage/a/results/rows.csv", "table"],
  ["table", "rows.parquet", "parquet"],
  ["markdown", null, "markdown"],
  ["tiff", "scan.tiff", "file"],
  ["exe", "setup.exe", "file"],
  ["", "a/b.d/noending", "file"],
  // The type that the Piece names goes before the name of its file.
  ["txt", "page.html", "text"],
  ["constructor", "toString", "file"],
])("a result of the type %s in %s is shown as %s", (type, path, kind) => {
  expect(kindOf(type, path)).toBe(kind);
});

test("a file's name is the end of its path", () => {
  expect(fileName("/home/shared_storage/a/results/x y.csv")).toBe("x y.csv");
  expect(fileName(null)).toBe("");
});

test("what runtimes write for a Piece that shows nothing is no result", () => {
  expect(isNothing("Piece ShowPiece did not return a valid display_result.")).toBe(true);
  expect(isNothing("Piece of cake")).toBe(false);
});
