import { Badge, Box, Button, HStack, IconButton, Stack, Text } from "@chakra-ui/react";
import { FileClock, HardDrive, Trash2 } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { DraftSummary } from "../../api/drafts";
import { Modal } from "../../components/Modal";
import { Moment } from "../../components/Moment";
import type { LocalCopy } from "./localCopy";

interface ResumeProps {
  open: boolean;
  drafts: DraftSummary[];
  copies: LocalCopy[];
  /** The version saved last; null for a new workflow. */
  version: number | null;
  onDraft: (draft: DraftSummary) => void;
  onCopy: (copy: LocalCopy) => void;
  onDiscardDraft: (draft: DraftSummary) => void;
  onDiscardCopy: (copy: LocalCopy) => void;
  onFresh: () => void;
}

/** Unsaved work of mine on what is being opened: go on with it, or leave it aside. */
export function ResumeDialog(props: ResumeProps) {
  const { open, drafts, copies, version, onFresh } = props;
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  return (
    <Modal
      alert
      initialFocus={() => list.current?.querySelector("button") ?? null}
      footer={
        <Button onClick={onFresh} variant="outline">
          {t(version === null ? "editor.page.resume.freshNew" : "editor.page.resume.fresh")}
        </Button>
      }
      onClose={onFresh}
      open={open}
      title={t("editor.page.resume.title")}
    >
      <Stack gap={4}>
        <Text>
          {version === null ? t("editor.page.resume.textNew") : t("editor.page.resume.text", { version })}
        </Text>
        <Stack asChild borderRadius="md" borderWidth={1} gap={0}>
          <ul ref={list}>
            {copies.map((copy) => (
              <Entry
                at={copy.at}
                icon={<HardDrive aria-hidden size={18} />}
                key={copy.key}
                name={copy.content.document.name}
                onDiscard={() => props.onDiscardCopy(copy)}
                onResume={() => props.onCopy(copy)}
                version={copy.baseVersion}
                versionNow={version}
                what={t("editor.page.resume.local")}
              />
            ))}
            {drafts.map((draft) => (
              <Entry
                at={draft.updated_at}
                icon={<FileClock aria-hidden size={18} />}
                key={draft.id}
                name={draft.name}
                onDiscard={() => props.onDiscardDraft(draft)}
                onResume={() => props.onDraft(draft)}
                version={draft.base_version}
                versionNow={version}
                what={t("editor.page.resume.draft")}
              />
            ))}
          </ul>
        </Stack>
      </Stack>
    </Modal>
  );
}

interface EntryProps {
  icon: React.ReactNode;
  what: string;
  name: string;
  at: string;
  version: number | null;
  versionNow: number | null;
  onResume: () => void;
  onDiscard: () => void;
}

function Entry({ icon, what, name, at, version, versionNow, onResume, onDiscard }: EntryProps) {
  const { t } = useTranslation();
  const isOld = version !== null && versionNow !== null && version < versionNow;
  return (
    <HStack _last={{ borderBottomWidth: 0 }} as="li" borderBottomWidth={1} gap={3} px={3} py={2}>
      <Box color="fg.muted">{icon}</Box>
      <Box flex={1} minW={0}>
        <Text fontWeight="medium" truncate>
          {name || t("editor.page.untitled")}
        </Text>
        <HStack color="fg.muted" columnGap={2} fontSize="xs" rowGap={0} wrap="wrap">
          <span>{what}</span>
          <Moment at={at} />
          {version === null ? null : <span>{t("editor.page.resume.basedOn", { version })}</span>}
          {isOld ? (
            <Badge colorPalette="orange" size="xs">
              {t("editor.page.resume.newer", { version: versionNow })}
            </Badge>
          ) : null}
        </HStack>
      </Box>
      <Button colorPalette="brand" onClick={onResume} size="xs">
        {t("editor.page.resume.resume")}
      </Button>
      <IconButton
        aria-label={`${t("editor.page.resume.discard")} ${name}`}
        onClick={onDiscard}
        size="xs"
        title={t("editor.page.resume.discard")}
        variant="ghost"
      >
        <Trash2 aria-hidden />
      </IconButton>
    </HStack>
  );
}
