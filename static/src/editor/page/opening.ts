import { type Draft, type DraftSummary, listDrafts, readDraft } from "../../api/drafts";
import { readVersion, readWorkflow, type Workflow } from "../../api/workflows";
import { completed, emptyContent, layoutOf } from "../model/completed";
import type { Content, ServerDocument } from "../model/types";
import type { Ticket } from "./autosave";
import { type Base, same } from "./changes";
import { dropCopy, findCopies, type LocalCopy, type Place } from "./localCopy";

/** What the address asks for. */
export interface Origin {
  workspaceId: number;
  /** Null for a new workflow. */
  workflowId: number | null;
  draftId: number | null;
  /** The earlier version of the workflow to go on from; null for the last one. */
  version: number | null;
  /** The workflow that a new one starts as a copy of. */
  copyOf: number | null;
}

/** Everything the editor starts with. */
export interface Opened {
  workflow: Workflow | null;
  base: Base | null;
  content: Content;
  /** The draft that `content` is. */
  draft: { ticket: Ticket; at: Date } | null;
  /** Other work of mine on the same workflow, which could be resumed instead. */
  drafts: DraftSummary[];
  copies: LocalCopy[];
  /** `content` is not on the server yet. */
  isUnsent: boolean;
}

export interface Names {
  untitled: string;
  copy: (name: string) => string;
}

export function contentOfWorkflow(workflow: { document: ServerDocument; layout: unknown }): Content {
  const document = completed(workflow.document);
  return { document, layout: layoutOf(workflow.layout, document) };
}

export function baseOf(workflow: Workflow): Base {
  return { workflowId: workflow.id, version: workflow.version, content: contentOfWorkflow(workflow) };
}

export function contentOfDraft(draft: Draft): Content {
  // A draft is whatever this editor stored, however unfinished.
  return contentOfWorkflow({ document: draft.document as unknown as ServerDocument, layout: draft.layout });
}

/** Read what the address asks for, and what else of mine there is. */
export async function open(origin: Origin, names: Names, place: Place, signal: AbortSignal): Promise<Opened> {
  const { workspaceId, workflowId, draftId, version, copyOf } = origin;
  const isEarlier = workflowId !== null && version !== null && draftId === null;
  const [workflow, draft, source, earlier, drafts] = await Promise.all([
    workflowId === null ? null : readWorkflow(workspaceId, workflowId, signal),
    draftId === null ? null : readDraft(workspaceId, draftId, signal),
    copyOf === null ? null : readWorkflow(workspaceId, copyOf, signal),
    isEarlier ? readVersion(workspaceId, workflowId, version) : null,
    workflowId === null || draftId !== null || isEarlier ? [] : listDrafts(workspaceId, workflowId, signal),
  ]);
  /** Copies of work that reached the server after all, as the window was closing, are of no use. */
  const copiesBeside = (content: Content) =>
    findCopies(place, workspaceId, workflowId).filter((copy) => {
      const isKnown = same(copy.content, content);
      if (isKnown) dropCopy(place, copy.key);
      return !isKnown;
    });
  const common = { workflow, drafts, isUnsent: false };
  if (draft) {
    const content = contentOfDraft(draft);
    return {
      ...common,
      copies: copiesBeside(content),
      base: workflow && (await readBase(workspaceId, workflow, draft.base_version)),
      content,
      draft: { ticket: ticketOf(draft), at: new Date(draft.updated_at) },
    };
  }
  const base = workflow && baseOf(workflow);
  if (workflow && earlier) {
    // Asked for on purpose: it becomes a change to the last version, beside whatever else was begun.
    const { document } = earlier;
    const content = contentOfWorkflow({ document, layout: workflow.layout });
    return { ...common, copies: [], base, content, draft: null, isUnsent: true };
  }
  const content = base?.content ?? (source ? copied(source, names) : emptyContent(names.untitled));
  return { ...common, copies: copiesBeside(content), base, content, draft: null };
}

export function ticketOf({ id, revision }: { id: number; revision: number }): Ticket {
  return { id, revision };
}

function copied(source: Workflow, names: Names): Content {
  const content = contentOfWorkflow(source);
  return { ...content, document: { ...content.document, name: names.copy(content.document.name) } };
}

/** The version that a draft was made on: later ones are somebody else's, and saving will say so. */
export async function readBase(
  workspaceId: number,
  workflow: Workflow,
  version: number | null,
): Promise<Base> {
  if (version === null || version === workflow.version) return baseOf(workflow);
  const { document } = await readVersion(workspaceId, workflow.id, version);
  const content = contentOfWorkflow({ document, layout: workflow.layout });
  return { workflowId: workflow.id, version, content };
}
