import { Box } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { usePieces } from "../../api/repositories";
import { useWorkspaceId } from "../../api/workflows";
import { useMe } from "../../api/workspace";
import { Failure, Loading } from "../../components/feedback";
import { Missing } from "../../pages/NotFound";
import { type Address, addressOf, pathOf, sameAddress } from "./address";
import { Editor } from "./Editor";
import { firstOpening, nextOpening, type Opening, openedQuery } from "./openings";
import { ResumeChoice } from "./ResumeChoice";

function useAddress(): Address {
  const { workflowId } = useParams();
  const [search] = useSearchParams();
  return addressOf(workflowId, search);
}

/** The editor of a new or an existing workflow, from reading what there is to the open canvas. */
export function EditorPage() {
  const address = useAddress();
  const navigate = useNavigate();
  const [opening, setOpening] = useState(() => firstOpening(address));
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

  return <Reading go={go} key={opening.turn} reopen={reopen} {...opening} />;
}

interface OpeningProps extends Opening {
  go: (workflowId: number | null, draftId: number | null) => void;
  reopen: (workflowId: number | null, draftId: number | null) => void;
}

/** What there is, once it is read. */
function Reading({ address, turn, go, reopen }: OpeningProps) {
  const me = useMe();
  const workspaceId = useWorkspaceId();
  const opened = useQuery({ ...openedQuery(workspaceId, { address, turn }), gcTime: 0 });
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
