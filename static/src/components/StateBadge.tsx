import { Badge, HStack } from "@chakra-ui/react";
import {
  Ban,
  Check,
  CircleDashed,
  CirclePause,
  Clock,
  LoaderCircle,
  type LucideIcon,
  RotateCcw,
  SkipForward,
  TriangleAlert,
  X,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { type KnownState, known, label, ordered } from "../model/states";

const ICONS: Record<KnownState, LucideIcon> = {
  success: Check,
  failed: X,
  running: LoaderCircle,
  queued: Clock,
  scheduled: Clock,
  skipped: SkipForward,
  deferred: CirclePause,
  up_for_retry: RotateCcw,
  upstream_failed: Ban,
  restarting: RotateCcw,
  none: CircleDashed,
};

/** A state's icon; its word has to be near. */
export function StateIcon({ state, size = 12 }: { state: string | null | undefined; size?: number }) {
  const name = known(state);
  const Icon = ICONS[name];
  return <Icon aria-hidden className={name === "running" ? "turning" : undefined} size={size} />;
}

/** A state as a coloured badge with icon and word: never by colour alone. */
export function StateBadge({ state, count }: { state: string | null | undefined; count?: number }) {
  const name = known(state);
  return (
    <Badge
      borderRadius="full"
      colorPalette={name}
      data-state={state ?? "none"}
      px={2}
      size="sm"
      variant={name === "none" ? "outline" : "solid"}
    >
      <StateIcon state={state} />
      {count === undefined ? label(state) : `${count} ${label(state).toLowerCase()}`}
    </Badge>
  );
}

/** How many tasks of a run are in which state. */
export function StateCounts({ counts }: { counts: Record<string, number> }) {
  return (
    <HStack gap={1} wrap="wrap">
      {ordered(counts).map(([state, count]) => (
        <StateBadge count={count} key={state} state={state} />
      ))}
    </HStack>
  );
}

/** A warning's icon beside text. */
export function Warning() {
  const { t } = useTranslation();
  return <TriangleAlert aria-label={t("common.warning")} color="var(--chakra-colors-orange-fg)" size={16} />;
}
