import { HStack, IconButton, NativeSelect, Text } from "@chakra-ui/react";
import { ExternalLink, Square, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useStopRun } from "../../api/workflows";
import { Failure } from "../../components/feedback";
import { Confirm } from "../../components/Modal";
import { Duration } from "../../components/Moment";
import { StateBadge, StateCounts } from "../../components/StateBadge";
import { tell, tellFailure } from "../../components/toaster";
import { ended, label } from "../../model/states";
import { shortMoment } from "../../model/time";
import type { RunMode } from "./useRunMode";

interface RunBarProps {
  workflowId: number;
  mode: RunMode;
  /** The version on the canvas, if nothing of it was changed. */
  version: number | null;
  readOnly: boolean;
}

/** The run whose states the canvas shows: how far it is, and which one it is. */
export function RunBar({ workflowId, mode, version, readOnly }: RunBarProps) {
  const { t, i18n } = useTranslation();
  const { runId, run, runs, show } = mode;
  if (runId === null) return null;
  const known = runs.some((one) => one.run_id === runId);
  const now = new Date();
  const isOther = run?.workflow_version != null && run.workflow_version !== version;
  return (
    <HStack
      aria-label={t("editor.page.runs.bar")}
      bg="bg.panel"
      borderBottomWidth={1}
      data-testid="run-bar"
      flexShrink={0}
      fontSize="sm"
      gap={3}
      minH={9}
      px={3}
      py={1}
      role="region"
    >
      <span role="status">
        <StateBadge state={run?.state ?? "queued"} />
      </span>
      <NativeSelect.Root flex="0 1 20rem" minW="8rem" size="xs">
        <NativeSelect.Field
          aria-label={t("editor.page.runs.pick")}
          onChange={(event) => show(event.target.value)}
          value={runId}
        >
          {known ? null : <option value={runId}>{runId}</option>}
          {runs.map((one) => (
            <option key={one.run_id} value={one.run_id}>
              {[
                shortMoment(new Date(one.start ?? one.queued_at ?? now), i18n.language),
                label(one.state),
              ].join(" · ")}
            </option>
          ))}
        </NativeSelect.Field>
        <NativeSelect.Indicator />
      </NativeSelect.Root>
      {run ? (
        <>
          {run.start ? (
            <Text as="span" color="fg.muted" fontVariantNumeric="tabular-nums">
              <Duration end={run.end} start={run.start} />
            </Text>
          ) : null}
          <StateCounts counts={run.task_states} />
        </>
      ) : (
        <Text as="span" color="fg.muted">
          {t("editor.page.runs.waiting")}
        </Text>
      )}
      {isOther && run ? (
        <Text
          as="span"
          color="fg.muted"
          flex="1 1 0"
          fontSize="xs"
          minW={0}
          title={t("editor.page.runs.older", { version: run.workflow_version })}
          truncate
        >
          {t("editor.page.runs.older", { version: run.workflow_version })}
        </Text>
      ) : null}
      <HStack gap={0} ms="auto">
        {run && !ended(run.state) && !readOnly ? <StopButton runId={runId} workflowId={workflowId} /> : null}
        <IconButton
          aria-label={t("editor.page.runs.open")}
          asChild
          size="xs"
          title={t("editor.page.runs.open")}
          variant="ghost"
        >
          <Link to={`/workflows/${workflowId}/runs/${encodeURIComponent(runId)}`}>
            <ExternalLink aria-hidden />
          </Link>
        </IconButton>
        <IconButton
          aria-label={t("editor.page.runs.hide")}
          onClick={() => show(null)}
          size="xs"
          title={t("editor.page.runs.hide")}
          variant="ghost"
        >
          <X aria-hidden />
        </IconButton>
      </HStack>
      {mode.error && !run ? <Failure error={mode.error} /> : null}
    </HStack>
  );
}

function StopButton({ workflowId, runId }: { workflowId: number; runId: string }) {
  const { t } = useTranslation();
  const stop = useStopRun(workflowId);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <IconButton
        aria-label={t("editor.page.runs.stop")}
        colorPalette="red"
        onClick={() => setAsking(true)}
        size="xs"
        title={t("editor.page.runs.stop")}
        variant="ghost"
      >
        <Square aria-hidden />
      </IconButton>
      <Confirm
        action={t("workflow.stop")}
        busy={stop.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          stop.mutate(runId, {
            onSuccess: () => tell(t("workflow.stopped")),
            onError: tellFailure,
            onSettled: () => setAsking(false),
          })
        }
        open={asking}
        text={t("workflow.stopText")}
        title={t("workflow.stopTitle")}
      />
    </>
  );
}
