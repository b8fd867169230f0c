import { Box, HStack, NativeSelect, Tabs, Text } from "@chakra-ui/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import type { TaskPlace } from "../../api/runs";
import { AirflowLink } from "../../components/AirflowLink";
import { LogView } from "./LogView";
import { OutputsView } from "./OutputsView";
import { RanIn } from "./RanIn";
import { TaskResult } from "./TaskResult";

interface TaskPanelProps {
  workflowId: number;
  runId: string;
  dagId: string | undefined;
  task: Schemas["Task"];
}

/** Room for a result or a log: what a usual screen leaves below the head of the page. */
const ROOM = "max(24rem, 100vh - 22rem)";

/** One task: its log, what it returned, what it shows. */
export function TaskPanel({ workflowId, runId, dagId, task }: TaskPanelProps) {
  const { t } = useTranslation();
  const [chosenTry, setTry] = useState<number | null>(null);
  const [tab, setTab] = useState<string | null>(null);
  const tryNumber = chosenTry ?? task.try_number;
  const place: TaskPlace = {
    workflowId,
    runId,
    taskId: task.task_id,
    mapIndex: task.map_index,
    tryNumber,
    state: task.state,
  };
  const first = task.state === "success" ? "result" : "log";
  const address = `/dags/${dagId}/runs/${encodeURIComponent(runId)}/tasks/${encodeURIComponent(task.task_id)}`;

  return (
    <Box borderRadius="md" borderWidth={1} p={4}>
      <HStack justifyContent="space-between" mb={2}>
        <Text as="h2" fontWeight="semibold" overflowWrap="anywhere">
          {task.name}
        </Text>
        <HStack gap={1}>
          {task.try_number > 1 ? (
            <TryChoice count={task.try_number} onChange={setTry} value={tryNumber} />
          ) : null}
          {dagId ? <AirflowLink label={t("run.openTask")} path={address} /> : null}
        </HStack>
      </HStack>
      {tryNumber === task.try_number && tryNumber > 0 ? <RanIn place={place} /> : null}
      <Tabs.Root
        lazyMount
        onValueChange={({ value }) => setTab(value)}
        size="sm"
        unmountOnExit
        value={tab ?? first}
      >
        <Tabs.List>
          {/* Whoever clicks the tab that is open already stays on it, too, when the task ends. */}
          <Tabs.Trigger onClick={() => setTab("result")} value="result">
            {t("run.result")}
          </Tabs.Trigger>
          <Tabs.Trigger onClick={() => setTab("outputs")} value="outputs">
            {t("run.outputs")}
          </Tabs.Trigger>
          <Tabs.Trigger onClick={() => setTab("log")} value="log">
            {t("run.log")}
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="result">
          <TaskResult height={ROOM} name={task.name} place={place} />
        </Tabs.Content>
        <Tabs.Content value="outputs">
          <OutputsView place={place} />
        </Tabs.Content>
        <Tabs.Content value="log">
          <LogView height={ROOM} place={place} />
        </Tabs.Content>
      </Tabs.Root>
    </Box>
  );
}

function TryChoice(props: { count: number; value: number; onChange: (value: number) => void }) {
  const { t } = useTranslation();
  return (
    <NativeSelect.Root size="xs" width="auto">
      <NativeSelect.Field
        aria-label={t("run.tryChoice")}
        onChange={(event) => props.onChange(Number(event.target.value))}
        value={props.value}
      >
        {Array.from({ length: props.count }, (_, index) => index + 1).map((number) => (
          <option key={number} value={number}>
            {t("run.try", { number })}
          </option>
        ))}
      </NativeSelect.Field>
      <NativeSelect.Indicator />
    </NativeSelect.Root>
  );
}
