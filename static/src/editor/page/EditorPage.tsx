import { Box } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { usePieces } from "../../api/repositories";
import { useWorkspaceId } from "../../api/workflows";
import { useMe } from "../../api/workspace";
import { Failure, Loading } from "../../components/feedback";
import { Missing } from "../../pages/NotFound";
import { Editor } from "./Editor";
import { open } from "./opening";
import { ResumeChoice } from "./ResumeChoice";
import { storage } from "./storage";

interface Address {
  workflowId: number | null;
  draftId: number | null;
  version: number | null;
  copyOf: number | null;
}

function pathOf({ workflowId, draftId }: Address): string {
  const path = workflowId === null ? "/workflows/new" : `/workflows/${workflowId}/edit`;
  return draftId === null ? path : `${path}?draft=${draftId}`;
}

function sameAddress(a: Address, b: Address): boolean {
  return (
    a.workflowId === b.workflowId &&
    a.draftId === b.draftId &&
    a.version === b.version &&
    a.copyOf === b.copyOf
  );
}

function useAddress(): Address {
  const { workflowId } = useParams();
  const [search] = useSearchParams();
  const number = (text: string | null) => (text === null ? null : Number(text));
  return {
    workflowId: number(workflowId ?? null),
    draftId: number(search.get("draft")),
    version: workflowId === undefined ? null : number(search.get("version")),
    copyOf: workflowId === undefined ? number(search.get("copy")) : null,
  };
}

/** How often something was opened: what was read then is of no use later, not even a moment later. */
let openings = 0;

interface OpeningState {
  address: Address;
  turn: number;
}

function nextOpening(address: Address): OpeningState {
  openings += 1;
  return { address, turn: openings };
}

/** The editor of a new or an existing workflow, from reading what there is to the open canvas. */
export function EditorPage() {
  const address = useAddress();
  const navigate = useNavigate();
  const [opening, setOpening] = useState(() => nextOpening(address));
  const shown = useRef(address);

  // The address follows the work (a first draft, a first save) without opening anything anew; any other
  // change of it opens what it names.
  useEffect(() => {
    if (sameAddress(shown.current, address)) return;
    shown.current = address;
    setOpening(nextOpening(address));
  }, [address]);
  const go = useCallback(
    (workflowId: number | null, draftId: number | null) => {
      const next = { workflowId, draftId, version: null, copyOf: null };
      if (sameAddress(next, shown.current)) return;
      shown.current = next;
      void navigate(pathOf(next), { replace: true });
    },
    [navigate],
  );
  const reopen = useCallback(
    (workflowId: number | null, draftId: number | null) => {
      const next = { workflowId, draftId, version: null, copyOf: null };
      shown.current = next;
      void navigate(pathOf(next), { replace: true });
      setOpening(nextOpening(next));
    },
    [navigate],
  );

  return <Opening go={go} key={opening.turn} reopen={reopen} {...opening} />;
}

interface OpeningProps extends OpeningState {
  go: (workflowId: number | null, draftId: number | null) => void;
  reopen: (workflowId: number | null, draftId: number | null) => void;
}

function Opening({ address, turn, go, reopen }: OpeningProps) {
  const { t } = useTranslation();
  const me = useMe();
  const workspaceId = useWorkspaceId();
  const opened = useQuery({
    queryKey: ["editor", workspaceId, address, turn],
    enabled: workspaceId >= 0,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    queryFn: ({ signal }) => {
      const names = {
        untitled: t("editor.page.untitled"),
        copy: (name: string) => t("editor.page.copyName", { name }),
      };
      return open({ workspaceId, ...address }, names, storage, signal);
    },
  });
  // Along with the workflow: without them everything would be drawn twice. Should they fail, the editor says so.
  const isWithoutPieces = usePieces().isPending;
  const error = me.error ?? opened.error;
  if (error) {
    return (
      <Box p={6}>
        {me.error ? (
          <Failure error={error} retry={() => void me.refetch()} />
        ) : (
          <Missing error={error} retry={() => void opened.refetch()} />
        )}
      </Box>
    );
  }
  if (!opened.data || isWithoutPieces) {
    return (
      <Box p={6}>
        <Loading />
      </Box>
    );
  }
  return (
    <ResumeChoice opened={opened.data} reopen={reopen} workspaceId={workspaceId}>
      {(chosen, isOpen) => (
        <Editor go={go} isReady={isOpen} opened={chosen} reopen={reopen} workspaceId={workspaceId} />
      )}
    </ResumeChoice>
  );
}
