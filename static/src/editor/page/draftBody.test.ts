import { expect, test } from "vitest";
import type { EditorDocument } from "../model/types";
import { draftName } from "./draftBody";

const named = (name: string, ...nodes: string[]) =>
  draftName({ name, nodes: nodes.map((node) => ({ name: node })) } as EditorDocument);

test("a draft is called as its workflow, and before that has a name, after its nodes", () => {
  expect(named("Weekly figures", "Read CSV")).toBe("Weekly figures");
  expect(named("Untitled workflow")).toBe("Untitled workflow");
  expect(named("Untitled workflow", "Read CSV", "Chart")).toBe("Untitled workflow: Read CSV, Chart");
  expect(named("", "a", "b", "c", "d", "e")).toBe("Untitled workflow: a, b, c and 2 more");
  expect(named("Untitled workflow", "x".repeat(300))).toHaveLength(200);
  expect(named("x".repeat(300))).toHaveLength(200);
});
