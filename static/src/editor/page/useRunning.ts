import { useState } from "react";
import { useTrigger, type Workflow } from "../../api/workflows";
import { tellFailure } from "../../components/toaster";

interface Wanted {
  /** The saved workflow to run: saves first if need be; null if that is not possible. */
  saved: () => Promise<Workflow | null>;
  onStarted: (runId: string) => void;
}

/** Starts runs from the editor; asks first where that would set a paused schedule going. */
export function useRunning({ saved, onStarted }: Wanted) {
  const trigger = useTrigger();
  const [isStarting, setStarting] = useState(false);
  const [asked, setAsked] = useState<Workflow | null>(null);

  const launch = async (workflow: Workflow, unpause: boolean) => {
    const run = await trigger.mutateAsync({ workflowId: workflow.id, unpause });
    onStarted(run.run_id);
  };
  const guarded = async (start: () => Promise<void>) => {
    setStarting(true);
    try {
      await start();
    } catch (error) {
      tellFailure(error);
    } finally {
      setStarting(false);
    }
  };

  return {
    isStarting,
    /** The paused workflow whose schedule would go on. */
    asked,
    run: () =>
      guarded(async () => {
        const workflow = await saved();
        if (workflow === null) return;
        const { schedule } = workflow.document;
        const isScheduled = schedule !== undefined && schedule.kind !== "none";
        if (workflow.is_paused && isScheduled) setAsked(workflow);
        else await launch(workflow, false);
      }),
    confirm: () =>
      guarded(async () => {
        if (asked) await launch(asked, true);
        setAsked(null);
      }),
    cancel: () => setAsked(null),
  };
}
