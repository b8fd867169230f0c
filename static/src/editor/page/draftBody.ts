import type { DraftContent } from "../../api/drafts";
import { t } from "../../app/i18n";
import type { Content } from "../model/types";

/** A draft's name is a label in lists; the document keeps the whole one. */
const LONGEST_NAME = 200;

/** Nodes that a draft without a name is called after. */
const NAMED = 3;

/** What the draft is called in lists: by its nodes, as long as the workflow has no name of its own. */
export function draftName({ name, nodes }: Content["document"]): string {
  const untitled = t("editor.page.untitled");
  if ((name !== "" && name !== untitled) || nodes.length === 0) return name.slice(0, LONGEST_NAME);
  const names = nodes.slice(0, NAMED).map((node) => node.name);
  const rest = nodes.length - names.length;
  const text =
    rest > 0 ? t("editor.page.drafts.andMore", { names: names.join(", "), count: rest }) : names.join(", ");
  return `${untitled}: ${text}`.slice(0, LONGEST_NAME);
}

/** Work as the server takes it for a draft. */
export function draftBody(content: Content, base_version: number | null): Omit<DraftContent, "workflow_id"> {
  return {
    name: draftName(content.document),
    base_version,
    document: content.document as unknown as Record<string, unknown>,
    layout: content.layout,
  };
}
