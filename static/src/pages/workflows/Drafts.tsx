import { Badge, Box, Button, Link as ChakraLink, Heading, HStack, IconButton, Text } from "@chakra-ui/react";
import { useMutation } from "@tanstack/react-query";
import { FileClock, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type DraftSummary, deleteDraft, useDrafts, useDraftsChanged } from "../../api/drafts";
import { useWorkspaceId } from "../../api/workflows";
import { Confirm } from "../../components/Modal";
import { Moment } from "../../components/Moment";
import { tellFailure } from "../../components/toaster";

/** Drafts that are shown at first: what is worked on now, without pushing the workflows off the screen. */
const FEW = 4;

/** Work of mine that was begun and isn't saved; nothing where there is none. */
export function Drafts() {
  const { t } = useTranslation();
  const { data } = useDrafts(null);
  const [isWhole, setWhole] = useState(false);
  if (!data || data.items.length === 0) return null;
  const { length } = data.items;
  // One more that would be hidden takes no more room than the button for it.
  const shown = isWhole || length <= FEW + 1 ? data.items : data.items.slice(0, FEW);
  return (
    <Box aria-label={t("editor.page.drafts.title")} as="section" borderRadius="md" borderWidth={1} mb={4}>
      <HStack bg="bg.subtle" borderBottomWidth={1} borderTopRadius="md" gap={2} px={3} py={1.5}>
        <FileClock aria-hidden size={16} />
        <Heading as="h2" size="xs">
          {t("editor.page.drafts.title")}
        </Heading>
        <Text color="fg.muted" fontSize="xs">
          {t("editor.page.drafts.text")}
        </Text>
      </HStack>
      <Box as="ul" listStyleType="none">
        {shown.map((draft) => (
          <Row draft={draft} key={draft.id} />
        ))}
      </Box>
      {shown.length < length ? (
        <Button borderTopWidth={1} onClick={() => setWhole(true)} size="xs" variant="ghost" width="100%">
          {t("editor.page.drafts.all", { count: length })}
        </Button>
      ) : null}
    </Box>
  );
}

function Row({ draft }: { draft: DraftSummary }) {
  const { t } = useTranslation();
  const workspaceId = useWorkspaceId();
  const changed = useDraftsChanged();
  const [asking, setAsking] = useState(false);
  const name = draft.name || t("editor.page.untitled");
  const path = draft.workflow_id === null ? "/workflows/new" : `/workflows/${draft.workflow_id}/edit`;
  const discard = useMutation({
    mutationFn: () => deleteDraft(workspaceId, draft.id),
    onSettled: () => {
      setAsking(false);
      changed();
    },
    onError: tellFailure,
  });
  return (
    <HStack
      _last={{ borderBottomWidth: 0 }}
      as="li"
      borderBottomWidth={1}
      data-testid="draft"
      fontSize="sm"
      gap={3}
      px={3}
      py={1}
    >
      <ChakraLink asChild color="fg.info" fontWeight="medium" minW={0} truncate>
        <Link to={`${path}?draft=${draft.id}`}>{name}</Link>
      </ChakraLink>
      {draft.workflow_id === null ? (
        <Badge size="sm" variant="surface">
          {t("editor.page.drafts.new")}
        </Badge>
      ) : null}
      <Text color="fg.muted" flex={1} flexShrink={0} fontSize="xs" whiteSpace="nowrap">
        {t("editor.page.drafts.changed")} <Moment at={draft.updated_at} />
      </Text>
      <IconButton
        aria-label={t("editor.page.drafts.discard", { name })}
        onClick={() => setAsking(true)}
        size="xs"
        title={t("editor.page.resume.discard")}
        variant="ghost"
      >
        <Trash2 aria-hidden />
      </IconButton>
      <Confirm
        action={t("editor.page.resume.discard")}
        busy={discard.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => discard.mutate()}
        open={asking}
        text={t("editor.page.drafts.discardText")}
        title={t("editor.page.drafts.discardTitle", { name })}
      />
    </HStack>
  );
}
