import { expect, test } from "vitest";
import { namesFile } from "./fileFields";
import { type Shape, shapeOf } from "./schema";

function text(schema: Record<string, unknown>): Shape & { kind: "text" } {
  const shape = shapeOf({ type: "string", ...schema }, {});
  if (shape.kind !== "text") throw new Error("no text");
  return shape;
}

test.each([
  [{}, ["file_path"], true],
  [{}, ["attachments", 0], true],
  [{}, ["inputs", 2, "Path"], true],
  [{ format: "file-path" }, ["source"], true],
  [{}, ["profile"], false],
  [{}, ["xpath"], false],
  [{}, ["name"], false],
  [{ format: "date" }, ["file_date"], false],
])("%j at %j takes a file: %s", (schema, path, expected) => {
  expect(namesFile(text(schema), path)).toBe(expected);
});
