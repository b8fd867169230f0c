import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useReducer, useRef } from "react";
import { ROOT } from "../app/place";
import { POLL_MS } from "../app/queryClient";
import { ended } from "../model/states";
import { api, body, type Schemas } from "./client";
import { PAGE, useWorkspaceId } from "./workflows";

export function useRuns(workflow_id: number, page: number, enabled = true) {
  const workspace_id = useWorkspaceId();
  return useQuery({
    queryKey: ["runs", workspace_id, workflow_id, page],
    enabled: enabled && workspace_id >= 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}/runs", {
          params: { path: { workspace_id, workflow_id }, query: { limit: PAGE, offset: page * PAGE } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.items.some((run) => !ended(run.state)) ? POLL_MS : false),
  });
}

export function useRun(workflow_id: number, run_id: string, enabled = true) {
  const workspace_id = useWorkspaceId();
  return useQuery({
    queryKey: ["run", workspace_id, workflow_id, run_id],
    enabled: enabled && workspace_id >= 0,
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}/runs/{run_id}", {
          params: { path: { workspace_id, workflow_id, run_id } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data && !ended(state.data.state) ? POLL_MS : false),
  });
}

/** One task of one run; `state` is part of it because outputs and results appear when it changes. */
export interface TaskPlace {
  workflowId: number;
  runId: string;
  taskId: string;
  mapIndex: number;
  tryNumber: number;
  state: string;
}

export function useOutputs(place: TaskPlace) {
  const workspace_id = useWorkspaceId();
  const { workflowId: workflow_id, runId: run_id, taskId: task_id, mapIndex: map_index } = place;
  return useQuery({
    queryKey: ["outputs", workspace_id, place],
    enabled: workspace_id >= 0,
    queryFn: async ({ signal }) =>
      body(
        await api.GET(
          "/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}/runs/{run_id}/tasks/{task_id}/outputs",
          { params: { path: { workspace_id, workflow_id, run_id, task_id }, query: { map_index } }, signal },
        ),
      ),
  });
}

function useRunAddress({ workflowId, runId }: TaskPlace): string {
  const workspace = useWorkspaceId();
  return `${ROOT}/api/v1/workspaces/${workspace}/workflows/${workflowId}/runs/${encodeURIComponent(runId)}`;
}

/** Address of what a task has to show, another one for each try: browsers keep a picture by its address. */
export function useResultAddress(place: TaskPlace): string {
  const run = useRunAddress(place);
  const query = `map_index=${place.mapIndex}${place.tryNumber > 0 ? `&try_number=${place.tryNumber}` : ""}`;
  return `${run}/tasks/${encodeURIComponent(place.taskId)}/result?${query}`;
}

/** Address of a task's log as a text file. */
export function useLogAddress(place: TaskPlace): string {
  const run = useRunAddress(place);
  const query = `map_index=${place.mapIndex}&try_number=${place.tryNumber}`;
  return `${run}/tasks/${encodeURIComponent(place.taskId)}/log/file?${query}`;
}

/** Address of a file that a task left, by the path its outputs carry. */
export function useFileAddress(place: TaskPlace): (path: string) => string {
  const run = useRunAddress(place);
  return (path) => `${run}/files?path=${encodeURIComponent(path)}`;
}

/** Lines asked for at a time: a log of 100,000 comes in a few answers. */
const LOG_PAGE = 20_000;
/** Between two answers while there is more of what is written already. */
const NEXT_PAGE_MS = 20;

/** A page of a log, and where it was asked for. */
type LogPage = Schemas["LogPage"] & { after: number };

interface Log {
  key: string;
  lines: Schemas["LogLine"][];
  next: number;
}

type LogEvent = { kind: "start"; key: string } | { kind: "page"; key: string; page: LogPage };

function grow(log: Log, event: LogEvent): Log {
  if (event.kind === "start") return event.key === log.key ? log : { key: event.key, lines: [], next: 0 };
  const { lines, next, after } = event.page;
  // A page of a task no longer shown, one that arrived twice, or one without news.
  if (event.key !== log.key || after !== log.next || next === after) return log;
  return { key: log.key, lines: [...log.lines, ...lines], next };
}

/** When to ask for the next page: at once while there is more, seldom while the task runs, then never. */
function nextLook(page: LogPage | undefined, isOver: boolean): number | false {
  const isMore = page !== undefined && page.next > page.after && !page.finished;
  if (isMore && (isOver || page.lines.length >= LOG_PAGE / 2)) return NEXT_PAGE_MS;
  return isOver ? false : POLL_MS;
}

/** A task's log, read page after page while the task runs; a page that nobody sees asks for nothing. */
export function useLog(place: TaskPlace) {
  const workspace_id = useWorkspaceId();
  const { workflowId: workflow_id, runId: run_id, taskId: task_id, mapIndex, tryNumber, state } = place;
  const key = JSON.stringify([workspace_id, workflow_id, run_id, task_id, mapIndex, tryNumber]);
  const [log, dispatch] = useReducer(grow, { key, lines: [], next: 0 });
  useEffect(() => dispatch({ kind: "start", key }), [key]);
  const known = useRef(log);
  known.current = log;

  const isOver = ended(state);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["log", key, state],
    enabled: workspace_id >= 0 && tryNumber > 0,
    gcTime: 0,
    queryFn: async ({ signal }): Promise<LogPage> => {
      const after = known.current.key === key ? known.current.next : 0;
      const page = body(
        await api.GET(
          "/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}/runs/{run_id}/tasks/{task_id}/log",
          {
            params: {
              path: { workspace_id, workflow_id, run_id, task_id },
              query: { after, limit: LOG_PAGE, map_index: mapIndex, try_number: tryNumber },
            },
            signal,
          },
        ),
      );
      return { ...page, after };
    },
    refetchInterval: (query) => nextLook(query.state.data, isOver),
  });

  useEffect(() => {
    if (data) dispatch({ kind: "page", key, page: data });
  }, [data, key]);

  return {
    lines: log.key === key ? log.lines : [],
    error,
    retry: refetch,
    isPending: isPending && log.lines.length === 0,
    /** Whether more of what is written already is on its way. */
    isMore: data !== undefined && nextLook(data, isOver) === NEXT_PAGE_MS,
  };
}
