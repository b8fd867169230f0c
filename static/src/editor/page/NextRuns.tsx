import { Box, List, Text } from "@chakra-ui/react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { previewSchedule, useWorkspaceId } from "../../api/workflows";
import { relative } from "../../model/time";
import type { EditorDocument } from "../model/types";

/** Above it the server no longer counts. */
const MOST_OVERDUE = 1000;

/** The value as it was a moment ago, so that typing asks the server once. */
function useSettled<T>(value: T, ms = 400): T {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(JSON.parse(text) as T), ms);
    return () => window.clearTimeout(timer);
  }, [text, ms]);
  return settled;
}

/** When the schedule would start the next runs, as Airflow works it out. */
export function NextRuns({ document, zone }: { document: EditorDocument; zone: string }) {
  const { t, i18n } = useTranslation();
  const workspaceId = useWorkspaceId();
  const { start, end, catchup } = document;
  const schedule: Record<string, unknown> = { ...document.schedule };
  const wanted = useDeferredValue(useSettled({ schedule, start, end, catchup }));
  const { data } = useQuery({
    queryKey: ["schedule-preview", workspaceId, wanted],
    enabled: workspaceId >= 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    queryFn: ({ signal }) => previewSchedule(workspaceId, wanted, signal),
  });
  // What is wrong is said at the fields, by the check of the whole document.
  if (!data || data.problems.some(({ severity }) => severity === "error")) return null;
  const format = new Intl.DateTimeFormat(i18n.language, {
    timeZone: zone,
    weekday: "short",
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const now = new Date();
  return (
    <Box data-testid="next-runs" fontSize="sm">
      <Text fontWeight="medium" mb={1}>
        {t("editor.page.settings.nextRuns")}
      </Text>
      {data.runs.length === 0 && data.overdue === 0 ? (
        <Text color="orange.fg">{t("editor.page.settings.noRuns")}</Text>
      ) : null}
      {data.overdue > 0 ? <Overdue count={data.overdue} /> : null}
      <List.Root gap={0.5} variant="plain">
        {data.runs.map((run) => (
          <List.Item
            display="flex"
            fontVariantNumeric="tabular-nums"
            justifyContent="space-between"
            key={run}
          >
            <span>{format.format(new Date(run))}</span>
            <Text as="span" color="fg.muted">
              {relative(new Date(run), now, i18n.language)}
            </Text>
          </List.Item>
        ))}
      </List.Root>
    </Box>
  );
}

function Overdue({ count }: { count: number }) {
  const { t } = useTranslation();
  return (
    <Text color="orange.fg" mb={1}>
      {count >= MOST_OVERDUE
        ? t("editor.page.settings.overdueMany", { count })
        : t("editor.page.settings.overdue", { count })}
    </Text>
  );
}
