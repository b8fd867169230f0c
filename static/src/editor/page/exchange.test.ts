import { expect, test } from "vitest";
import { emptyContent } from "../model/completed";
import { exportName, exportText, ImportError, importContent } from "./exchange";

const NODE = { id: "log", name: "Log", piece: { repository: "starter", version: "1.0.0", name: "Log" } };

test("what is exported is imported as it was, with where things are drawn", () => {
  const empty = emptyContent("Häuser & Gärten");
  const document = { ...empty.document, tags: ["x"] };
  const layout = { ...empty.layout, orientation: "vertical" as const };
  expect(importContent(exportText({ document, layout }))).toEqual({ document, layout });
});

test("a bare document as the REST API takes it is imported too, absent parts filled in", () => {
  const { document } = importContent(JSON.stringify({ name: "Bare", nodes: [NODE] }));
  expect(document.nodes[0]?.retry_delay_seconds).toBe(300);
  expect(document.schedule).toEqual({ kind: "none" });
});

test.each([
  ["{", "not JSON"],
  ["[]", "should be a JSON object"],
  ["{}", 'no list "nodes"'],
  ['{"domino":"nodes","nodes":[]}', "paste them onto the canvas"],
  ['{"nodes":[{"id":"a"}]}', "nodes[0] is no node"],
  [JSON.stringify({ nodes: [{ ...NODE, inputs: { a: null } }] }), "malformed"],
])("%s is refused with the reason", (text, reason) => {
  expect(() => importContent(text)).toThrow(ImportError);
  expect(() => importContent(text)).toThrow(reason);
});

test("file names are harmless and never empty", () => {
  expect(exportName("Häuser & Gärten / 2026")).toBe("hauser-garten-2026.json");
  expect(exportName("日本")).toBe("workflow.json");
});
