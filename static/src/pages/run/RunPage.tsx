import { Box, Button, Link as ChakraLink, Flex, HStack, IconButton, Text } from "@chakra-ui/react";
import { MousePointerClick, Square, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import type { Schemas } from "../../api/client";
import { useRun } from "../../api/runs";
import { useDeleteRun, useStopRun, useWorkflow } from "../../api/workflows";
import { useMay } from "../../api/workspace";
import { AirflowLink } from "../../components/AirflowLink";
import { CopyButton } from "../../components/CopyButton";
import { Empty, Loading, PageHead } from "../../components/feedback";
import { Confirm } from "../../components/Modal";
import { Duration, Moment } from "../../components/Moment";
import { StateBadge } from "../../components/StateBadge";
import { tell, tellFailure } from "../../components/toaster";
import { ended } from "../../model/states";
import { shortMoment } from "../../model/time";
import { Missing } from "../NotFound";
import { Origin } from "../workflow/Runs";
import { TaskList, taskKey } from "./TaskList";
import { TaskPanel } from "./TaskPanel";

export function RunPage() {
  const { workflowId, runId } = useParams();
  const id = Number(workflowId);
  const run = useRun(id, runId ?? "");
  if (run.error && !run.data) return <Missing error={run.error} retry={() => void run.refetch()} />;
  if (!run.data) return <Loading />;
  return <Loaded run={run.data} workflowId={id} />;
}

/** The task to show first: one that failed, else the last one that shows something. */
function preferred(tasks: Schemas["Task"][]): Schemas["Task"] | undefined {
  return (
    tasks.find((task) => task.state === "failed") ??
    tasks.find((task) => task.state === "running") ??
    tasks.findLast((task) => task.state === "success") ??
    tasks[0]
  );
}

function Loaded({ run, workflowId }: { run: Schemas["RunDetail"]; workflowId: number }) {
  const { t, i18n } = useTranslation();
  const at = run.start ?? run.queued_at;
  const [search, setSearch] = useSearchParams();
  const workflow = useWorkflow(workflowId).data;
  const chosen = search.get("task");
  const task = run.tasks.find((one) => taskKey(one) === chosen) ?? preferred(run.tasks);
  const open = (key: string) =>
    setSearch(
      (old) => {
        const next = new URLSearchParams(old);
        next.set("task", key);
        return next;
      },
      { replace: true },
    );

  return (
    <>
      <PageHead
        above={
          <HStack gap={1}>
            <ChakraLink asChild color="fg.info">
              <Link to="/workflows">{t("workflows.title")}</Link>
            </ChakraLink>
            <span aria-hidden>/</span>
            <ChakraLink asChild color="fg.info">
              <Link to={`/workflows/${workflowId}`}>{workflow?.name ?? "…"}</Link>
            </ChakraLink>
          </HStack>
        }
        actions={<RunActions dagId={workflow?.dag_id} run={run} workflowId={workflowId} />}
        below={
          <HStack gap={3} wrap="wrap">
            <StateBadge state={run.state} />
            <span>
              <Origin run={run} />
            </span>
            <Moment at={at} />
            <Duration end={run.end} start={run.start} />
            {run.workflow_version === null ? null : (
              <span>{t("workflows.version", { version: run.workflow_version })}</span>
            )}
            <HStack gap={0.5}>
              {/* What Airflow calls it: it says nothing to people, but finds the run elsewhere. */}
              <Text as="span" fontFamily="mono" fontSize="xs" overflowWrap="anywhere">
                {run.run_id}
              </Text>
              <CopyButton label={t("run.copyId")} text={() => run.run_id} />
            </HStack>
          </HStack>
        }
        title={
          at === null ? t("run.title") : t("run.titleAt", { at: shortMoment(new Date(at), i18n.language) })
        }
      />
      <Flex align="flex-start" direction={{ base: "column", lg: "row" }} gap={4}>
        <Box flexShrink={0} width={{ base: "100%", lg: "300px" }}>
          <TaskList chosen={task ? taskKey(task) : null} onChoose={open} tasks={run.tasks} />
        </Box>
        <Box flex={1} minW={0} width="100%">
          {task ? (
            <TaskPanel
              dagId={workflow?.dag_id}
              key={taskKey(task)}
              runId={run.run_id}
              task={task}
              workflowId={workflowId}
            />
          ) : (
            <Empty icon={MousePointerClick} text={t("run.pick")} title={t("run.tasks")} />
          )}
        </Box>
      </Flex>
    </>
  );
}

interface RunActionsProps {
  run: Schemas["RunDetail"];
  workflowId: number;
  dagId: string | undefined;
}

function RunActions({ run, workflowId, dagId }: RunActionsProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay("run_workflows");
  const stop = useStopRun(workflowId);
  const remove = useDeleteRun(workflowId);
  const [asking, setAsking] = useState<"stop" | "delete" | null>(null);
  const close = () => setAsking(null);

  return (
    <HStack gap={1}>
      {may && !ended(run.state) ? (
        <Button colorPalette="red" onClick={() => setAsking("stop")} size="sm" variant="outline">
          <Square aria-hidden /> {t("workflow.stop")}
        </Button>
      ) : null}
      {dagId ? (
        <AirflowLink
          label={t("run.openTask")}
          path={`/dags/${dagId}/runs/${encodeURIComponent(run.run_id)}`}
        />
      ) : null}
      {may && ended(run.state) ? (
        <IconButton
          aria-label={t("common.delete")}
          onClick={() => setAsking("delete")}
          size="xs"
          title={t("common.delete")}
          variant="ghost"
        >
          <Trash2 aria-hidden />
        </IconButton>
      ) : null}
      <Confirm
        action={t("workflow.stop")}
        busy={stop.isPending}
        onClose={close}
        onConfirm={() =>
          stop.mutate(run.run_id, {
            onSuccess: () => tell(t("workflow.stopped")),
            onError: tellFailure,
            onSettled: close,
          })
        }
        open={asking === "stop"}
        text={t("workflow.stopText")}
        title={t("workflow.stopTitle")}
      />
      <Confirm
        action={t("common.delete")}
        busy={remove.isPending}
        onClose={close}
        onConfirm={() =>
          remove.mutate(run.run_id, {
            onSuccess: () => {
              tell(t("workflow.runDeleted"));
              void navigate(`/workflows/${workflowId}`);
            },
            onError: tellFailure,
            onSettled: close,
          })
        }
        open={asking === "delete"}
        text={t("workflow.deleteRunText")}
        title={t("workflow.deleteRunTitle")}
      />
    </HStack>
  );
}
