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
  return (
    <Stack aria-live="polite" gap={1} maxW="xs" width="100%">
      <HStack color="fg.muted" fontSize="xs" justify="space-between">
        <Text>{text}</Text>
        {share === null ? null : <Text fontVariantNumeric="tabular-nums">{`${share} %`}</Text>}
      </HStack>
      <Progress.Root
        colorPalette="brand"
        size="xs"
        translations={{ value: () => (share === null ? text : `${text}, ${share} %`) }}
        value={share}
      >
        <Progress.Track>
          <Progress.Range />
        </Progress.Track>
      </Progress.Root>
    </Stack>
  );
}
