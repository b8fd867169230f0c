import { t } from "../../app/i18n";
import { completed, layoutOf } from "../model/completed";
import type { Content, ServerDocument } from "../model/types";

/** A file that isn't a workflow; the text says what it is instead. */
export class ImportError extends Error {
  override name = "ImportError";
}

/** A workflow as a file: the document, and where things are drawn. */
export function exportText({ document, layout }: Content): string {
  return `${JSON.stringify({ domino: "workflow", document, layout }, null, 2)}\n`;
}

/** A file name from a workflow's name, harmless on every system. */
export function exportName(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `${words || "workflow"}.json`;
}

/** Read what `exportText` wrote, or a bare document as the REST API takes it. */
export function importContent(text: string): Content {
  const read = parsed(text);
  if (!isRecord(read)) throw new ImportError(t("editor.page.importWrong.notObject"));
  if (read["domino"] === "nodes") {
    throw new ImportError(t("editor.page.importWrong.nodes"));
  }
  const source = isRecord(read["document"]) ? read["document"] : read;
  const document = completedSafely(source);
  return { document, layout: layoutOf(read["layout"], document) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ImportError(t("editor.page.importWrong.notJson", { reason }));
  }
}

function completedSafely(source: Record<string, unknown>) {
  if (!Array.isArray(source["nodes"])) {
    throw new ImportError(t("editor.page.importWrong.noList"));
  }
  const strange = source["nodes"].findIndex((node) => !isNode(node));
  if (strange >= 0) {
    throw new ImportError(t("editor.page.importWrong.badNode", { index: strange }));
  }
  try {
    const named = { name: t("editor.page.importName"), ...source };
    // What the parts hold is checked by the server's validation, which tells it where it is.
    return completed(named as unknown as ServerDocument);
  } catch {
    throw new ImportError(t("editor.page.importWrong.malformed"));
  }
}

function isNode(value: unknown): boolean {
  if (!isRecord(value) || !isRecord(value["piece"])) return false;
  const { repository, version, name } = value["piece"];
  const texts = [value["id"], value["name"], repository, version, name];
  return texts.every((text) => typeof text === "string" && text !== "");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
