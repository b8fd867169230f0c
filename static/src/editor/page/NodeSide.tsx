import { Box, CloseButton, HStack, Tabs, Text } from "@chakra-ui/react";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { TaskPlace } from "../../api/runs";
import { StateBadge } from "../../components/StateBadge";
import { LogView } from "../../pages/run/LogView";
import { OutputsView } from "../../pages/run/OutputsView";
import { RanIn } from "../../pages/run/RanIn";
import { TaskResult } from "../../pages/run/TaskResult";
import { PanelFrame } from "../forms/PanelFrame";
import { useEditorStore } from "../model/context";
import type { Task } from "./useRunMode";

interface NodeSideProps {
  workflowId: number;
  runId: string;
  task: Task;
  /** The node's form. */
  form: ReactNode;
  /** The tab chosen last, on whichever node; null: what says most about this one. */
  tab: RunTab | null;
  onTab: (tab: RunTab) => void;
}

const TABS = ["form", "result", "outputs", "log"] as const;
export type RunTab = (typeof TABS)[number];

/** A node while a run is shown: its form, and what its task wrote, returned and shows. */
export function NodeSide({ workflowId, runId, task, form, tab, onTab }: NodeSideProps) {
  const { t } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // It takes the form's place when a run starts: whoever was in there is not left nowhere.
    if (document.activeElement === document.body) {
      root.current?.querySelector<HTMLElement>("[role=tab][aria-selected=true]")?.focus();
    }
  }, []);
  const place: TaskPlace = {
    workflowId,
    runId,
    taskId: task.task_id,
    mapIndex: task.map_index,
    tryNumber: task.try_number,
    state: task.state,
  };
  const first: RunTab = task.state === "success" ? "result" : "log";
  const words: Record<RunTab, string> = {
    form: t("editor.page.runs.form"),
    result: t("run.result"),
    outputs: t("run.outputs"),
    log: t("run.log"),
  };
  return (
    <Tabs.Root
      display="flex"
      flexDirection="column"
      height="100%"
      lazyMount
      minH={0}
      ref={root}
      onValueChange={({ value }) => onTab(TABS.find((one) => one === value) ?? "form")}
      size="sm"
      unmountOnExit
      value={tab ?? first}
    >
      <Tabs.List bg="bg.panel" borderInlineStartWidth={1} flexShrink={0}>
        {TABS.map((one) => (
          <Tabs.Trigger key={one} onClick={() => onTab(one)} value={one}>
            {words[one]}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content flex={1} minH={0} p={0} value="form">
        {form}
      </Tabs.Content>
      <Beside label={words.result} task={task} value="result">
        <TaskResult height="100%" name={task.name} place={place} />
      </Beside>
      <Beside label={words.outputs} task={task} value="outputs">
        <RanIn place={place} />
        <OutputsView place={place} />
      </Beside>
      <Beside label={words.log} task={task} value="log">
        <LogView height="100%" place={place} />
      </Beside>
    </Tabs.Root>
  );
}

interface BesideProps {
  value: RunTab;
  label: string;
  task: Task;
  children: ReactNode;
}

function Beside({ value, label, task, children }: BesideProps) {
  const { t } = useTranslation();
  const store = useEditorStore();
  return (
    <Tabs.Content flex={1} minH={0} p={0} value={value}>
      <PanelFrame label={label}>
        <HStack flexShrink={0} gap={2} px={3} py={2}>
          <Text as="h2" flex={1} fontWeight="semibold" minW={0} title={task.name} truncate>
            {task.name}
          </Text>
          <StateBadge state={task.state} />
          <CloseButton
            aria-label={t("editor.forms.close")}
            onClick={() => store.getState().focus(null)}
            size="xs"
          />
        </HStack>
        <Box flex={1} minH={0} overflowY="auto" pb={3} px={3}>
          {children}
        </Box>
      </PanelFrame>
    </Tabs.Content>
  );
}

/** Said above the form of a node that came after the run. */
export function NotInRun() {
  const { t } = useTranslation();
  return (
    <Box bg="bg.panel" borderBottomWidth={1} borderInlineStartWidth={1} flexShrink={0} px={3} py={2}>
      <Text color="fg.muted" fontSize="xs">
        {t("editor.page.runs.notInRun")}
      </Text>
    </Box>
  );
}
