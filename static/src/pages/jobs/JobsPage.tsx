import { Button, Link as ChakraLink, HStack, Table, Text } from "@chakra-ui/react";
import { Hammer } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { ACTIVE_JOB, useCancelJobs, useJobAction, useJobs } from "../../api/repositories";
import { useMay, useMe } from "../../api/workspace";
import { Empty, Failure, Loading, PageHead } from "../../components/feedback";
import { Duration, Moment } from "../../components/Moment";
import { StateBadge } from "../../components/StateBadge";
import { tell, tellFailure } from "../../components/toaster";
import { WorkspaceChoice } from "../../components/WorkspaceChoice";
import { JobBar } from "./JobBar";
import { JobDialog } from "./JobDialog";
import { hasLog, useKind, useSubject } from "./subject";

/** A job's state in Airflow's words, so that it gets the same badge. */
function jobState(state: string): string {
  return { succeeded: "success", cancelled: "skipped" }[state] ?? state;
}

/** Whether the job's work can be done again by itself: deleting a workspace is asked for anew. */
function mayRepeat({ state, kind }: Schemas["Job"]): boolean {
  return (state === "failed" || state === "cancelled") && kind !== "delete_workspace";
}

export function JobsPage() {
  const { t } = useTranslation();
  const me = useMe();
  const jobs = useJobs();
  const [shown, setShown] = useState<number | null>(null);
  const error = me.error ?? jobs.error;
  const items = jobs.data?.items;
  return (
    <>
      <PageHead
        actions={
          <>
            <CancelAll jobs={items ?? []} />
            <WorkspaceChoice />
          </>
        }
        below={t("jobs.text")}
        title={t("jobs.title")}
      />
      {error && !items ? <Failure error={error} retry={() => void jobs.refetch()} /> : null}
      {!error && !items ? <Loading /> : null}
      {items?.length === 0 ? (
        <Empty icon={Hammer} text={t("jobs.emptyText")} title={t("jobs.emptyTitle")} />
      ) : null}
      {items && items.length > 0 ? (
        <Table.ScrollArea borderRadius="md" borderWidth={1}>
          <Table.Root interactive size="sm">
            <Table.Header>
              <Table.Row>
                <Table.ColumnHeader>{t("jobs.state")}</Table.ColumnHeader>
                <Table.ColumnHeader>{t("jobs.what")}</Table.ColumnHeader>
                <Table.ColumnHeader>{t("jobs.started")}</Table.ColumnHeader>
                <Table.ColumnHeader>{t("jobs.duration")}</Table.ColumnHeader>
                <Table.ColumnHeader>
                  <Text as="span" srOnly>
                    {t("common.actions")}
                  </Text>
                </Table.ColumnHeader>
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {items.map((job) => (
                <JobRow job={job} key={job.id} onOpen={() => setShown(job.id)} />
              ))}
            </Table.Body>
          </Table.Root>
        </Table.ScrollArea>
      ) : null}
      <JobDialog job={items?.find((job) => job.id === shown) ?? null} onClose={() => setShown(null)} />
    </>
  );
}

/** Cancels all jobs that are queued or running, if there are several. */
function CancelAll({ jobs }: { jobs: readonly Schemas["Job"][] }) {
  const { t } = useTranslation();
  const may = useMay("manage_repositories");
  const cancel = useCancelJobs();
  const active = jobs.filter((job) => job.can_cancel).map(({ id }) => id);
  if (!may || (active.length < 2 && !cancel.isPending)) return null;
  return (
    <Button
      loading={cancel.isPending}
      onClick={() =>
        cancel.mutate(active, {
          onSuccess: () => tell(t("jobs.allCancelled")),
          onError: tellFailure,
        })
      }
      size="sm"
      variant="outline"
    >
      {t("jobs.cancelAll", { count: active.length })}
    </Button>
  );
}

function JobRow({ job, onOpen }: { job: Schemas["Job"]; onOpen: () => void }) {
  const { t } = useTranslation();
  const may = useMay("manage_repositories");
  const act = useJobAction();
  const kind = useKind(job);
  const subject = useSubject(job);
  const active = ACTIVE_JOB.has(job.state);
  return (
    <Table.Row data-testid="job">
      <Table.Cell>
        <StateBadge state={jobState(job.state)} />
      </Table.Cell>
      <Table.Cell>
        {hasLog(job) || job.error ? (
          <ChakraLink asChild color="fg.info" fontWeight="medium">
            <button onClick={onOpen} type="button">
              {kind}
            </button>
          </ChakraLink>
        ) : (
          <Text fontWeight="medium">{kind}</Text>
        )}
        <Text color="fg.muted" fontSize="xs">
          {subject}
        </Text>
        {active ? <JobBar job={job} /> : null}
        {job.error ? (
          <Text color={job.state === "failed" ? "red.fg" : "fg.muted"} fontSize="xs" lineClamp={2} maxW="xl">
            {job.error}
          </Text>
        ) : null}
      </Table.Cell>
      <Table.Cell>
        <Moment at={job.created_at} />
        <Text color="fg.muted" fontSize="xs">
          {job.created_by ? t("common.by", { user: job.created_by }) : ""}
        </Text>
      </Table.Cell>
      <Table.Cell fontVariantNumeric="tabular-nums">
        <Duration end={job.finished_at} start={job.created_at} />
      </Table.Cell>
      <Table.Cell textAlign="end">
        <HStack justifyContent="flex-end">
          {hasLog(job) ? (
            <Button onClick={onOpen} size="xs" variant="outline">
              {t("jobs.log")}
            </Button>
          ) : null}
          {may && (job.can_cancel || mayRepeat(job)) ? (
            <Button
              loading={act.isPending}
              onClick={() =>
                act.mutate(
                  { job_id: job.id, action: active ? "cancel" : "retry" },
                  {
                    onSuccess: () => tell(t(active ? "jobs.cancelled" : "jobs.retried")),
                    onError: tellFailure,
                  },
                )
              }
              size="xs"
              variant="outline"
            >
              {t(active ? "jobs.cancel" : "jobs.retry")}
            </Button>
          ) : null}
        </HStack>
      </Table.Cell>
    </Table.Row>
  );
}
