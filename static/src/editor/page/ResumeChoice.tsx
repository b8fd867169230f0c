import { Fragment, type ReactNode, useState } from "react";
import { type DraftSummary, deleteDraft, useDraftsChanged } from "../../api/drafts";
import { tellFailure } from "../../components/toaster";
import { dropCopy, type LocalCopy } from "./localCopy";
import { type Opened, readBase } from "./opening";
import { ResumeDialog } from "./ResumeDialog";
import { storage } from "./storage";

interface ResumeChoiceProps {
  opened: Opened;
  workspaceId: number;
  reopen: (workflowId: number | null, draftId: number | null) => void;
  /** Draws the editor on what was chosen; `isReady` is false while there is a choice to be made. */
  children: (opened: Opened, isReady: boolean) => ReactNode;
}

/** Asks what to open where there is unsaved work; with nothing to choose it is just the editor. */
export function ResumeChoice({ opened, workspaceId, reopen, children }: ResumeChoiceProps) {
  const [drafts, setDrafts] = useState(opened.drafts);
  const [copies, setCopies] = useState(opened.copies);
  const [chosen, setChosen] = useState<Opened | null>(null);
  const draftsChanged = useDraftsChanged();
  const workflowId = opened.workflow?.id ?? null;
  const isAsked = chosen === null && drafts.length + copies.length > 0;

  const takeCopy = async (copy: LocalCopy) => {
    try {
      const base = opened.workflow && (await readBase(workspaceId, opened.workflow, copy.baseVersion));
      // Of the draft on the server, if there is one, nothing is known: this becomes one of its own.
      setChosen({ ...opened, base, content: copy.content, draft: null, isUnsent: true });
      dropCopy(storage, copy.key);
    } catch (error) {
      tellFailure(error);
    }
  };
  const discard = (draft: DraftSummary) => {
    setDrafts((all) => all.filter((one) => one.id !== draft.id));
    deleteDraft(workspaceId, draft.id).then(draftsChanged, (error: unknown) => {
      setDrafts((all) => [...all, draft]);
      tellFailure(error);
    });
  };

  return (
    <>
      {/* A copy is other content: the editor starts anew with it. */}
      <Fragment key={chosen?.isUnsent ? "copy" : "opened"}>{children(chosen ?? opened, !isAsked)}</Fragment>
      <ResumeDialog
        copies={copies}
        drafts={drafts}
        onCopy={(copy) => void takeCopy(copy)}
        onDiscardCopy={(copy) => {
          dropCopy(storage, copy.key);
          setCopies((all) => all.filter((one) => one.key !== copy.key));
        }}
        onDiscardDraft={discard}
        onDraft={(draft) => reopen(workflowId, draft.id)}
        onFresh={() => setChosen(opened)}
        open={isAsked}
        version={opened.workflow?.version ?? null}
      />
    </>
  );
}
