import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { createDraft, deleteDraft, updateDraft, useDraftsChanged } from "../../api/drafts";
import { ApiError } from "../../api/problems";
import {
  createWorkflow,
  readWorkflow,
  saveLayout,
  updateWorkflow,
  useRefresh,
  type Workflow,
} from "../../api/workflows";
import { signedInAgain } from "../../app/session";
import { tell, tellFailure } from "../../components/toaster";
import { contentOf, createEditorStore, type EditorStore } from "../model/store";
import type { Content } from "../model/types";
import { Autosave, type DraftState, type Ticket } from "./autosave";
import { type Base, planSave, type SavePlan, same } from "./changes";
import { draftBody } from "./draftBody";
import { copyKey, dropCopy, keepCopy } from "./localCopy";
import { baseOf, contentOfWorkflow, type Opened, ticketOf } from "./opening";
import { fullProblem, type ValidationProblem } from "./problemTarget";
import { storage } from "./storage";

/** Somebody saved a version on top of the one this work is based on. */
export interface Clash {
  base: Content;
  mine: Content;
  theirs: Workflow;
}

export type Resolution = "mine" | "theirs" | "copy";

export interface Session {
  store: EditorStore;
  autosave: Autosave<Content>;
  draftState: DraftState;
  base: Base | null;
  /** The workflow as it was last read or saved; null before the first save. */
  workflow: Workflow | null;
  isSaving: boolean;
  /** Save; the saved workflow, or null if that was not possible: what is in the way is then on the screen. */
  save: () => Promise<Workflow | null>;
  clash: Clash | null;
  resolve: (how: Resolution) => Promise<void>;
  closeClash: () => void;
  /** What the server found wrong at the last attempt to save. */
  refused: ValidationProblem[] | null;
  /** Go on with this work as another draft, beside the one that another window wrote. */
  keepAsOther: () => void;
  /** Go on with what another window wrote. */
  reload: () => void;
  /** While somebody is leaving, the address doesn't follow the draft: that would take them back. */
  setLeaving: (isLeaving: boolean) => void;
  /** Whether an address is this work's. */
  isHere: (location: { pathname: string }) => boolean;
}

interface Wanted {
  opened: Opened;
  workspaceId: number;
  /** Shows where the work is in the address, without opening it anew. */
  go: (workflowId: number | null, draftId: number | null) => void;
  /** Opens a draft anew. */
  reopen: (workflowId: number | null, draftId: number | null) => void;
}

/** Work on one workflow from opening to saving: its store, its draft on the server, its versions. */
export function useSession({ opened, workspaceId, go, reopen }: Wanted): Session {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const draftsChanged = useDraftsChanged();
  const [store] = useState(() => createEditorStore(opened.content));
  const [workflow, setWorkflow] = useState(opened.workflow);
  const [base, setBase] = useState(opened.base);
  const [isSaving, setSaving] = useState(false);
  const [clash, setClash] = useState<Clash | null>(null);
  const [refused, setRefused] = useState<ValidationProblem[] | null>(null);
  const here = useRef({ base, go, draftsChanged, isOpen: true, isLeaving: false });
  here.current.go = go;
  here.current.draftsChanged = draftsChanged;

  const rebase = useCallback((next: Workflow, content?: Content) => {
    const based = { ...baseOf(next), ...(content ? { content } : {}) };
    here.current.base = based;
    setBase(based);
    setWorkflow(next);
  }, []);

  const [autosave] = useState(() => {
    const key = copyKey(workspaceId, opened.base?.workflowId ?? null);
    const send = (content: Content, ticket: Ticket | null) =>
      sendDraft(workspaceId, here.current.base, content, ticket, (layout) => {
        const current = here.current.base;
        if (current) here.current.base = { ...current, content: { ...current.content, layout } };
      });
    const keep = (content: Content) => {
      keepCopy(storage, {
        key,
        at: new Date().toISOString(),
        content,
        draftId: autosaver.ticket?.id ?? null,
        baseVersion: here.current.base?.version ?? null,
      });
    };
    const autosaver: Autosave<Content> = new Autosave<Content>(
      {
        send,
        keep,
        drop: () => dropCopy(storage, key),
        moved: (ticket) => {
          // The last draft may arrive when the editor is closed: the address is then another page's.
          if (here.current.isOpen && !here.current.isLeaving)
            here.current.go(here.current.base?.workflowId ?? null, ticket?.id ?? null);
          here.current.draftsChanged();
        },
      },
      opened.draft?.ticket ?? null,
      opened.draft?.at ?? null,
    );
    return autosaver;
  });
  const draftState = useSyncExternalStore(autosave.subscribe, () => autosave.state);

  useEffect(() => {
    const place = here.current;
    place.isOpen = true;
    if (opened.isUnsent) autosave.change(opened.content);
    const stop = store.subscribe((state, before) => {
      if (state.revision !== before.revision) autosave.change(contentOf(state));
    });
    return () => {
      stop();
      place.isOpen = false;
      autosave.keepNow();
      void autosave.flush();
    };
  }, [store, autosave, opened]);
  useRetries(autosave);

  /** Saves `content` as it is now; whatever changes meanwhile becomes a draft on top. */
  const storeWorkflow = useCallback(
    async (on: Base | null): Promise<Workflow> => {
      await autosave.hold();
      try {
        const content = contentOf(store.getState());
        const saved = await write(workspaceId, on, content, planSave(on, content), workflow);
        const ticket = autosave.ticket;
        rebase(saved, content);
        const now = contentOf(store.getState());
        autosave.settle(same(now, content) ? null : now);
        if (ticket) await deleteDraft(workspaceId, ticket.id).catch(() => undefined);
        draftsChanged();
        setRefused(null);
        void refresh();
        return saved;
      } finally {
        autosave.release();
      }
    },
    [autosave, draftsChanged, rebase, refresh, store, workflow, workspaceId],
  );

  const failed = useCallback(
    async (error: unknown) => {
      const current = here.current.base;
      if (!(error instanceof ApiError)) {
        tellFailure(error);
        return;
      }
      if (error.status === 409 && current) {
        try {
          const theirs = await readWorkflow(workspaceId, current.workflowId);
          setClash({ base: current.content, mine: contentOf(store.getState()), theirs });
        } catch (unread) {
          tellFailure(unread);
        }
        return;
      }
      if (error.status === 422) setRefused(error.problems.map(fullProblem));
      if (error.status !== 401) tellFailure(error);
    },
    [store, workspaceId],
  );

  const save = useCallback(async () => {
    setSaving(true);
    try {
      const before = here.current.base;
      const saved = await storeWorkflow(before);
      if (saved.publish_error) tellFailure(new Error(saved.publish_error));
      else if (saved.version !== before?.version) tell(t("editor.page.saved", { version: saved.version }));
      return saved;
    } catch (error) {
      await failed(error);
      return null;
    } finally {
      setSaving(false);
    }
  }, [failed, storeWorkflow, t]);

  const resolve = useCallback(
    async (how: Resolution) => {
      if (!clash) return;
      setClash(null);
      if (how === "theirs") {
        rebase(clash.theirs);
        store.getState().replace(contentOfWorkflow(clash.theirs), {
          keepHistory: true,
          label: t("editor.page.tookTheirs"),
        });
        await autosave.flush();
        return;
      }
      setSaving(true);
      try {
        if (how === "copy") {
          store.getState().change(t("editor.page.settings.name"), (draft) => {
            draft.document.name = t("editor.page.copyName", { name: draft.document.name });
          });
        } else rebase(clash.theirs);
        const saved = await storeWorkflow(how === "copy" ? null : baseOf(clash.theirs));
        tell(t("editor.page.saved", { version: saved.version }));
      } catch (error) {
        await failed(error);
      } finally {
        setSaving(false);
      }
    },
    [autosave, clash, failed, rebase, store, storeWorkflow, t],
  );

  return useMemo(
    () => ({
      store,
      autosave,
      draftState,
      base,
      workflow,
      isSaving,
      save,
      clash,
      resolve,
      closeClash: () => setClash(null),
      refused,
      keepAsOther: () => autosave.continueAs(null, contentOf(store.getState())),
      setLeaving: (isLeaving) => {
        const wasLeaving = here.current.isLeaving;
        here.current.isLeaving = isLeaving;
        if (!wasLeaving || isLeaving || !here.current.isOpen) return;
        here.current.go(here.current.base?.workflowId ?? null, autosave.ticket?.id ?? null);
      },
      isHere: ({ pathname }) => {
        const id = here.current.base?.workflowId;
        return pathname === (id === undefined ? "/workflows/new" : `/workflows/${id}/edit`);
      },
      reload: () => {
        autosave.continueAs(autosave.ticket, null);
        reopen(here.current.base?.workflowId ?? null, autosave.ticket?.id ?? null);
      },
    }),
    [store, autosave, draftState, base, workflow, isSaving, save, clash, resolve, refused, reopen],
  );
}

/** Write work that isn't saved yet. Where nothing but the drawing changed, that is saved straight away. */
async function sendDraft(
  workspaceId: number,
  base: Base | null,
  content: Content,
  ticket: Ticket | null,
  keptLayout: (layout: Content["layout"]) => void,
): Promise<{ ticket: Ticket | null; at: Date | null }> {
  const plan = planSave(base, content);
  if (base && (plan === "nothing" || plan === "layout")) {
    if (plan === "layout") {
      await saveLayout(workspaceId, base.workflowId, content.layout);
      keptLayout(content.layout);
    }
    if (ticket) await deleteDraft(workspaceId, ticket.id);
    return { ticket: null, at: plan === "layout" ? new Date() : null };
  }
  const draft = draftBody(content, base?.version ?? null);
  const written = ticket
    ? await updateDraft(workspaceId, ticket.id, ticket.revision, draft)
    : await createDraft(workspaceId, { ...draft, workflow_id: base?.workflowId ?? null });
  return { ticket: ticketOf(written), at: new Date(written.updated_at) };
}

async function write(
  workspaceId: number,
  base: Base | null,
  { document, layout }: Content,
  plan: SavePlan,
  workflow: Workflow | null,
): Promise<Workflow> {
  if (base === null || plan === "create") return createWorkflow(workspaceId, document, layout);
  if (plan === "version") return updateWorkflow(workspaceId, base.workflowId, base.version, document, layout);
  if (plan === "layout") await saveLayout(workspaceId, base.workflowId, layout);
  return workflow && workflow.version === base.version
    ? workflow
    : readWorkflow(workspaceId, base.workflowId);
}

/** Attempts anew when it may work again, and keeps what is unsent when the window goes. */
function useRetries(autosave: Autosave<Content>): void {
  useEffect(() => {
    const retry = () => autosave.retry();
    const seen = () => {
      if (document.visibilityState === "visible") autosave.retry();
      else autosave.keepNow();
    };
    const left = () => autosave.keepNow();
    window.addEventListener("online", retry);
    window.addEventListener("focus", retry);
    window.addEventListener("pagehide", left);
    document.addEventListener("visibilitychange", seen);
    const forget = signedInAgain(retry);
    return () => {
      window.removeEventListener("online", retry);
      window.removeEventListener("focus", retry);
      window.removeEventListener("pagehide", left);
      document.removeEventListener("visibilitychange", seen);
      forget();
    };
  }, [autosave]);
}
