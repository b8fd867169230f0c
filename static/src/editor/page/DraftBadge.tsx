import { Box, HStack, IconButton, Text } from "@chakra-ui/react";
import {
  Check,
  CircleDashed,
  CloudOff,
  LoaderCircle,
  type LucideIcon,
  Pencil,
  RotateCw,
  TriangleAlert,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { DraftState } from "./autosave";

interface DraftBadgeProps {
  state: DraftState;
  /** What is saved is a draft, not just where things are drawn. */
  isDraft: boolean;
  /** The version saved last; null before the first save. */
  version: number | null;
  onRetry: () => void;
}

const ICONS: Record<DraftState["kind"], LucideIcon> = {
  clean: Check,
  waiting: Pencil,
  saving: LoaderCircle,
  saved: Check,
  offline: CloudOff,
  conflict: TriangleAlert,
  refused: TriangleAlert,
};

/** Where the work is right now, in a few words. */
export function DraftBadge({ state, isDraft, version, onRetry }: DraftBadgeProps) {
  const { t } = useTranslation();
  const words = useWords(state, isDraft, version);
  const Icon = state.kind === "clean" && version === null ? CircleDashed : ICONS[state.kind];
  const isBad = state.kind === "offline" || state.kind === "conflict" || state.kind === "refused";
  return (
    <HStack color={isBad ? "orange.fg" : "fg.muted"} flexShrink={0} fontSize="xs" gap={1}>
      <Icon aria-hidden className={state.kind === "saving" ? "turning" : undefined} size={14} />
      <Text as="span" data-state={state.kind} data-testid="draft-state" role="status" title={words}>
        {/* Narrow windows have no room for the words unless something is wrong. */}
        <Box as="span" hideBelow={isBad ? undefined : "xl"}>
          {words}
        </Box>
      </Text>
      {state.kind === "offline" || state.kind === "refused" ? (
        <IconButton
          aria-label={t("editor.page.state.retry")}
          onClick={onRetry}
          size="2xs"
          title={t("editor.page.state.retry")}
          variant="ghost"
        >
          <RotateCw aria-hidden />
        </IconButton>
      ) : null}
    </HStack>
  );
}

function useWords(state: DraftState, isDraft: boolean, version: number | null): string {
  const { t, i18n } = useTranslation();
  switch (state.kind) {
    case "clean":
      return version === null
        ? t("editor.page.state.neverSaved")
        : t("editor.page.state.version", { version });
    case "saved": {
      const clock = new Intl.DateTimeFormat(i18n.language, {
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
      });
      const time = clock.format(state.at);
      return t(isDraft ? "editor.page.state.saved" : "editor.page.state.layout", { time });
    }
    case "offline":
      return t(`editor.page.state.${state.reason}`);
    default:
      return t(`editor.page.state.${state.kind}`);
  }
}
