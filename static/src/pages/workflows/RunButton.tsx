import { Button } from "@chakra-ui/react";
import { Play } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useTrigger } from "../../api/workflows";
import { useMay } from "../../api/workspace";
import { Confirm } from "../../components/Modal";
import { tell, tellFailure } from "../../components/toaster";
import { inWords, type Schedule } from "../../model/schedule";

interface RunButtonProps {
  workflowId: number;
  name: string;
  schedule: Schedule;
  isPaused: boolean;
  isPublished: boolean;
  size?: "xs" | "sm";
  onStarted?: (runId: string) => void;
}

/** Starts a run; asks first where that would set a paused schedule going. */
export function RunButton(props: RunButtonProps) {
  const { workflowId, name, schedule, isPaused, isPublished, size = "xs", onStarted } = props;
  const { t } = useTranslation();
  const may = useMay("run_workflows");
  const trigger = useTrigger();
  const [asking, setAsking] = useState(false);
  if (!may) return null;

  const start = (unpause: boolean) =>
    trigger.mutate(
      { workflowId, unpause },
      {
        onSuccess: (run) => {
          setAsking(false);
          tell(t("workflows.runStarted", { name }));
          onStarted?.(run.run_id);
        },
        onError: tellFailure,
      },
    );

  return (
    <>
      <Button
        aria-label={t("workflows.runTitle", { name })}
        colorPalette="brand"
        disabled={!isPublished}
        loading={trigger.isPending && !asking}
        onClick={() => (isPaused && schedule.kind !== "none" ? setAsking(true) : start(false))}
        size={size}
        variant={size === "xs" ? "outline" : "solid"}
      >
        <Play aria-hidden /> {t("workflows.run")}
      </Button>
      <Confirm
        action={t("workflows.runPausedAction")}
        busy={trigger.isPending}
        danger={false}
        onClose={() => setAsking(false)}
        onConfirm={() => start(true)}
        open={asking}
        text={t("workflows.runPausedText", { schedule: inWords(schedule) })}
        title={t("workflows.runPausedTitle", { name })}
      />
    </>
  );
}
