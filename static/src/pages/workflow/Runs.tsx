import { Link as ChakraLink, Table, Text } from "@chakra-ui/react";
import { History } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "../../api/client";
import { useRuns } from "../../api/runs";
import { PAGE } from "../../api/workflows";
import { Empty, Failure, Loading } from "../../components/feedback";
import { Duration, Moment } from "../../components/Moment";
import { Pager } from "../../components/Pager";
import { StateBadge, StateCounts } from "../../components/StateBadge";
import { inWords, type Schedule } from "../../model/schedule";
import { shortMoment } from "../../model/time";

/** The runs of a workflow, newest first. */
export function Runs({ workflowId, schedule }: { workflowId: number; schedule: Schedule }) {
  const { t } = useTranslation();
  const [page, setPage] = useState(0);
  const runs = useRuns(workflowId, page);
  if (runs.error && !runs.data) return <Failure error={runs.error} retry={() => void runs.refetch()} />;
  if (!runs.data) return <Loading />;
  if (runs.data.items.length === 0) {
    return (
      <Empty
        icon={History}
        text={
          schedule.kind === "none"
            ? t("workflow.emptyText")
            : t("workflow.emptyScheduledText", { schedule: inWords(schedule) })
        }
        title={t("workflow.emptyTitle")}
      />
    );
  }
  return (
    <>
      <Table.ScrollArea borderRadius="md" borderWidth={1}>
        <Table.Root interactive size="sm">
          <Table.Header>
            <Table.Row>
              <Table.ColumnHeader>{t("workflow.state")}</Table.ColumnHeader>
              <Table.ColumnHeader>{t("workflow.run")}</Table.ColumnHeader>
              <Table.ColumnHeader>{t("workflow.started")}</Table.ColumnHeader>
              <Table.ColumnHeader>{t("workflow.duration")}</Table.ColumnHeader>
              <Table.ColumnHeader>{t("workflow.tasks")}</Table.ColumnHeader>
              <Table.ColumnHeader>{t("workflow.versionOfRun")}</Table.ColumnHeader>
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {runs.data.items.map((run) => (
              <RunRow key={run.run_id} run={run} workflowId={workflowId} />
            ))}
          </Table.Body>
        </Table.Root>
      </Table.ScrollArea>
      <Pager onPage={setPage} page={page} size={PAGE} total={runs.data.total} />
    </>
  );
}

function RunRow({ run, workflowId }: { run: Schemas["Run"]; workflowId: number }) {
  const { i18n } = useTranslation();
  const at = run.start ?? run.queued_at;
  return (
    <Table.Row data-testid="run">
      <Table.Cell>
        <StateBadge state={run.state} />
      </Table.Cell>
      <Table.Cell>
        <ChakraLink asChild color="fg.info" fontWeight="medium" overflowWrap="anywhere">
          <Link title={run.run_id} to={`/workflows/${workflowId}/runs/${encodeURIComponent(run.run_id)}`}>
            {at === null ? run.run_id : shortMoment(new Date(at), i18n.language)}
          </Link>
        </ChakraLink>
        <Text color="fg.muted" fontSize="xs">
          <Origin run={run} />
        </Text>
      </Table.Cell>
      <Table.Cell>
        <Moment at={run.start ?? run.queued_at} />
      </Table.Cell>
      <Table.Cell fontVariantNumeric="tabular-nums">
        <Duration end={run.end} start={run.start} />
      </Table.Cell>
      <Table.Cell>
        <StateCounts counts={run.task_states} />
      </Table.Cell>
      <Table.Cell>{run.workflow_version ?? "–"}</Table.Cell>
    </Table.Row>
  );
}

/** How the run came about. */
export function Origin({ run }: { run: Schemas["Run"] }) {
  const { t } = useTranslation();
  const how =
    run.run_type === "manual"
      ? t("workflow.manual")
      : run.run_type === "scheduled"
        ? t("workflow.scheduled")
        : run.run_type === "backfill"
          ? t("workflow.backfill")
          : run.run_type;
  const who = run.run_type === "manual" && run.triggered_by ? t("common.by", { user: run.triggered_by }) : "";
  return (
    <>
      {how} {who}
    </>
  );
}
