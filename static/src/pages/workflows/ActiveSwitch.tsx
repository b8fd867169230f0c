import { Switch } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useSetPaused } from "../../api/workflows";
import { useMay } from "../../api/workspace";
import { tell, tellFailure } from "../../components/toaster";

type Pausable = Pick<Schemas["WorkflowSummary"], "id" | "name" | "is_paused">;

/** Whether Airflow runs the workflow, to be switched. */
export function ActiveSwitch({ workflow }: { workflow: Pausable }) {
  const { t } = useTranslation();
  const { id, name, is_paused } = workflow;
  const may = useMay("edit_workflows");
  const change = useSetPaused();
  const shown = change.isPending ? !change.variables.paused : is_paused === false;
  return (
    <Switch.Root
      checked={shown}
      colorPalette="brand"
      disabled={!may || is_paused === null}
      onCheckedChange={({ checked }) =>
        change.mutate(
          { workflowId: id, paused: !checked },
          {
            onSuccess: () => tell(t(checked ? "workflows.resumedDone" : "workflows.pausedDone", { name })),
            onError: tellFailure,
          },
        )
      }
      size="sm"
      title={is_paused === null ? t("workflows.notYet") : undefined}
    >
      <Switch.HiddenInput aria-label={t("workflows.toggle", { name })} />
      <Switch.Control />
    </Switch.Root>
  );
}
