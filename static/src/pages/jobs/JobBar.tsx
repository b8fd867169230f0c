import { HStack, Progress, Stack, Text } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";

const STEPS = ["fetch", "read", "store", "unpack", "resolve", "download", "install", "workflows"] as const;
const PERCENT = 100;

/** How far a job is: its step in words, and its share where it is known. */
export function JobBar({ job }: { job: Schemas["Job"] | undefined }) {
  const { t } = useTranslation();
  const progress = job?.progress ?? null;
  const step = STEPS.find((one) => one === progress?.step);
  const text = step ? t(`jobs.steps.${step}`) : t("jobs.underWay");
  const share =
    progress && progress.total > 0 ? Math.round((progress.done / progress.total) * PERCENT) : null;
  const far = useHowFar(progress);
  return (
    <Stack aria-live="polite" gap={1} maxW="xs" width="100%">
      <HStack color="fg.muted" fontSize="xs" justify="space-between">
        <Text>{text}</Text>
        <Text fontVariantNumeric="tabular-nums">{far}</Text>
      </HStack>
      <Progress.Root
        animated
        colorPalette="brand"
        size="xs"
        striped
        translations={{ value: () => [text, far].filter(Boolean).join(", ") }}
        value={share}
      >
        <Progress.Track>
          <Progress.Range />
        </Progress.Track>
      </Progress.Root>
    </Stack>
  );
}

/** What is counted has a share; of different steps, it is the number that says something. */
function useHowFar(progress: Schemas["JobProgress"] | null): string {
  const { t } = useTranslation();
  if (!progress) return "";
  const { step, done, total } = progress;
  return step === "workflows"
    ? t("jobs.doneOf", { done, total })
    : t("jobs.stepOf", { step: done + 1, total });
}
