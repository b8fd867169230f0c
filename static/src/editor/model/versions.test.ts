import { expect, test } from "vitest";
import { addNode, takeFrom } from "./commands";
import { emptyContent } from "./completed";
import { pieceOf } from "./fixtures";
import type { Content, EditorNode, NodeInput } from "./types";
import { alike, isSmooth, planVersion, switchVersion } from "./versions";

const text = { type: "string" };
const schema = (properties: Record<string, object>, required: string[] = []) => ({
  type: "object",
  properties,
  required,
});
const value = (one: unknown): NodeInput => ({ kind: "value", value: one });

const OLD = pieceOf("MailPiece", {
  input_schema: schema({ to: { ...text, title: "To" }, copies: text, size: text }),
  output_schema: schema({ id: { ...text, title: "Message id" }, sent: text }),
});
const NEW = pieceOf("MailPiece", {
  id: 2,
  version: "2.0",
  input_schema: schema(
    { to: { ...text, title: "To" }, size: { type: "integer", title: "Size" }, subject: text, footer: text },
    ["subject"],
  ),
  output_schema: schema({ sent: text }),
});
const LOG = pieceOf("LogPiece", { input_schema: schema({ message: text, other: text }) });

function opened(): { content: Content; mail: EditorNode; log: EditorNode } {
  const content = emptyContent("Mails");
  const at = { x: 0, y: 0 };
  const inputs = { to: value("you"), copies: value("me"), size: value("3") };
  const mail = addNode(content, OLD, at, { inputs });
  const log = addNode(content, LOG, at);
  takeFrom(content, log, ["message"], { node: mail, output: "id" });
  takeFrom(content, log, ["other"], { node: mail, output: "sent" });
  const find = (id: string) => content.document.nodes.find((node) => node.id === id) as EditorNode;
  return { content, mail: find(mail), log: find(log) };
}

test("it is told what carries over to another version and what doesn't", () => {
  const { content, mail, log } = opened();
  expect(planVersion(content, mail, OLD, NEW)).toEqual({
    kept: ["To", "Size"],
    dropped: ["copies"],
    retyped: [{ title: "Size", from: "text", to: "whole number" }],
    missing: ["subject"],
    added: ["footer"],
    cutOff: [{ node: log.name, output: "Message id" }],
  });
});

test("a version that changes nothing for the node is smooth", () => {
  const { content, mail } = opened();
  const plan = planVersion(content, mail, OLD, { ...OLD, version: "1.1" });
  expect(isSmooth(plan)).toBe(true);
  expect(plan.kept).toHaveLength(3);
  expect(isSmooth(planVersion(content, mail, OLD, NEW))).toBe(false);
});

test("changing over keeps what both versions take, drops the rest, and leaves other nodes alone", () => {
  const { content, mail, log } = opened();
  const before = structuredClone(log);
  switchVersion(content, [{ id: mail.id, to: NEW }]);
  expect(mail.piece.version).toBe("2.0");
  expect(mail.inputs).toEqual({ to: value("you"), size: value("3") });
  expect(log).toEqual(before);
});

test("where the version in use is gone, nothing is told of its types", () => {
  const { content, mail } = opened();
  const plan = planVersion(content, mail, undefined, NEW);
  expect(plan.retyped).toEqual([]);
  expect(plan.added).toEqual([]);
  expect(plan.dropped).toEqual(["copies"]);
});

test("all nodes of the same version change over together, as far as the other version has their Pieces", () => {
  const { content, mail } = opened();
  const second = addNode(content, OLD, { x: 0, y: 0 });
  addNode(content, NEW, { x: 0, y: 0 });
  const found = alike(content, mail, "2.0", [OLD, NEW, LOG]);
  expect(found.map(({ id }) => id)).toEqual([mail.id, second]);
});
