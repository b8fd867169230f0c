import { Flex } from "@chakra-ui/react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { NodePanel } from "../forms/NodePanel";
import { PanelFrame } from "../forms/PanelFrame";
import type { PieceCatalogue } from "../model/catalogue";
import { useEditor } from "../model/context";
import { NodeSide, NotInRun, type RunTab } from "./NodeSide";
import { SettingsPanel } from "./SettingsPanel";
import type { RunMode } from "./useRunMode";
import type { Checked } from "./useValidation";

interface SidePanelProps {
  pieces: PieceCatalogue;
  problems: Checked;
  mode: RunMode;
  workflowId: number | null;
  settings: { field: string | null; turn: number } | null;
  readOnly: boolean;
  onCloseSettings: () => void;
}

/** What is open beside the canvas: the chosen node, the workflow's settings, or nothing. */
export function SidePanel(props: SidePanelProps) {
  const { pieces, problems, mode, workflowId, settings, readOnly, onCloseSettings } = props;
  const { t } = useTranslation();
  const [tab, setTab] = useState<RunTab | null>(null);
  const focused = useEditor((state) => state.focused);
  useEffect(() => {
    if (focused !== null) onCloseSettings();
  }, [focused, onCloseSettings]);

  if (focused !== null) {
    const form = <NodePanel pieces={pieces} problems={problems.byNode} readOnly={readOnly} />;
    const { run, taskOf } = mode;
    if (workflowId === null || !run) return form;
    const task = taskOf(focused);
    return (
      <Flex direction="column" flexShrink={0} height="100%" maxW="100%" minH={0}>
        {task ? (
          <NodeSide
            form={form}
            key={focused}
            onTab={setTab}
            runId={run.run_id}
            tab={tab}
            task={task}
            workflowId={workflowId}
          />
        ) : (
          <>
            <NotInRun />
            {form}
          </>
        )}
      </Flex>
    );
  }
  if (settings === null) return null;
  return (
    <PanelFrame label={t("editor.page.settingsTitle")}>
      <SettingsPanel
        field={settings.field}
        key={settings.turn}
        onClose={onCloseSettings}
        problems={problems.problems}
        readOnly={readOnly}
        workflowId={workflowId}
      />
    </PanelFrame>
  );
}
