import { useMemo, useRef, useState } from "react";
import type { Schemas } from "../../api/client";
import { useRun, useRuns } from "../../api/runs";
import type { NodeRunState } from "../canvas/runState";

export type Run = Schemas["Run"];
export type RunDetail = Schemas["RunDetail"];
export type Task = Schemas["Task"];

export interface RunMode {
  /** The run that is shown on the canvas; null: none. */
  runId: string | null;
  run: RunDetail | undefined;
  error: unknown;
  runs: Run[];
  states: ReadonlyMap<string, NodeRunState>;
  taskOf: (nodeId: string) => Task | undefined;
  show: (runId: string | null) => void;
  /** Shows the last run, if there is one. */
  showLast: () => void;
}

const NO_STATES: ReadonlyMap<string, NodeRunState> = new Map();

/** A task's state as the canvas draws it. */
export function stateOf(task: Task): NodeRunState {
  return {
    state: task.state === "none" ? null : task.state,
    duration: task.end === null || task.try_number < 1 ? null : task.duration,
    started: task.start,
    tryNumber: task.try_number,
  };
}

/** The states of a run's nodes; those that did not change stay the same objects, so that nothing is redrawn. */
export function statesOf(
  tasks: readonly Task[],
  before: ReadonlyMap<string, NodeRunState>,
): ReadonlyMap<string, NodeRunState> {
  let changed = tasks.length !== before.size;
  const states = new Map<string, NodeRunState>();
  for (const task of tasks) {
    const old = before.get(task.task_id);
    const now = stateOf(task);
    const alike =
      old !== undefined &&
      old.state === now.state &&
      old.duration === now.duration &&
      old.started === now.started &&
      old.tryNumber === now.tryNumber;
    states.set(task.task_id, alike ? old : now);
    changed ||= !alike;
  }
  return changed ? states : before;
}

/** A run shown on the canvas, followed while it goes on. */
export function useRunMode(workflowId: number | null): RunMode {
  const [runId, show] = useState<string | null>(null);
  const id = workflowId ?? -1;
  const runs = useRuns(id, 0, workflowId !== null);
  const run = useRun(id, runId ?? "", workflowId !== null && runId !== null);
  const before = useRef(NO_STATES);
  const detail = runId === null || run.data?.run_id !== runId ? undefined : run.data;
  const states = useMemo(() => {
    before.current = detail ? statesOf(detail.tasks, before.current) : NO_STATES;
    return before.current;
  }, [detail]);
  const items = runs.data?.items;
  return useMemo(() => {
    const tasks = new Map(detail?.tasks.map((task) => [task.task_id, task]));
    return {
      runId,
      run: detail,
      error: run.error,
      runs: items ?? [],
      states,
      taskOf: (nodeId) => tasks.get(nodeId),
      show,
      showLast: () => show(items?.[0]?.run_id ?? null),
    };
  }, [runId, detail, run.error, items, states]);
}
