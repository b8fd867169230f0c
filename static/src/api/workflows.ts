import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { POLL_MS } from "../app/queryClient";
import { ended } from "../model/states";
import { api, body, type Schemas } from "./client";
import { useMe, useWorkspace } from "./workspace";

export const PAGE = 25;

/** The editor has what it shows checked, with the changes made to it; nothing else shows what is wrong. */
const UNCHECKED = { check: false } as const;

/** The workspace's id for a path; queries wait until it is known. */
export function useWorkspaceId(): number {
  return useWorkspace()?.id ?? -1;
}

export function useWorkflows(search: string, page: number) {
  const workspace_id = useWorkspaceId();
  return useQuery({
    queryKey: ["workflows", workspace_id, search, page],
    enabled: workspace_id >= 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/v1/workspaces/{workspace_id}/workflows", {
          params: { path: { workspace_id }, query: { search, limit: PAGE, offset: page * PAGE } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) =>
      state.data?.items.some((item) => item.last_run_state !== null && !ended(item.last_run_state))
        ? 2 * POLL_MS
        : false,
  });
}

/** Find the workflow that a DAG was made from, in whichever of the caller's workspaces; null if in none. */
export function useWorkflowOfDag(dag_id: string) {
  const me = useMe();
  const workspaces = me.data?.workspaces;
  const found = useQuery({
    queryKey: ["workflow-of-dag", dag_id],
    enabled: workspaces !== undefined,
    queryFn: async ({ signal }) => {
      for (const { id } of workspaces ?? []) {
        const { items } = body(
          await api.GET("/api/v1/workspaces/{workspace_id}/workflows", {
            params: { path: { workspace_id: id }, query: { dag_id } },
            signal,
          }),
        );
        if (items[0]) return { workspaceId: id, workflowId: items[0].id };
      }
      return null;
    },
  });
  return { data: found.data, error: me.error ?? found.error };
}

export function useWorkflow(workflow_id: number) {
  const workspace_id = useWorkspaceId();
  return useQuery({
    queryKey: ["workflow", workspace_id, workflow_id],
    enabled: workspace_id >= 0,
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}", {
          params: { path: { workspace_id, workflow_id }, query: UNCHECKED },
          signal,
        }),
      ),
  });
}

/** Where the files of a workflow's runs are kept; nothing is asked for one that isn't saved yet. */
export function useWorkflowStorage(workflow_id: number | null) {
  const workspace_id = useWorkspaceId();
  return useQuery({
    queryKey: ["workflow-storage", workspace_id, workflow_id],
    enabled: workspace_id >= 0 && workflow_id !== null,
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}/storage", {
          params: { path: { workspace_id, workflow_id: workflow_id ?? -1 } },
          signal,
        }),
      ),
  });
}

export type Workflow = Schemas["Workflow"];
export type WorkflowDocument = Schemas["WorkflowDocument"];
export type WorkflowLayout = Schemas["Layout"];

const COLLECTION = "/api/v1/workspaces/{workspace_id}/workflows" as const;
const ONE = "/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}" as const;

export async function readWorkflow(
  workspace_id: number,
  workflow_id: number,
  signal?: AbortSignal,
): Promise<Workflow> {
  return body(
    await api.GET(ONE, {
      params: { path: { workspace_id, workflow_id }, query: UNCHECKED },
      ...(signal ? { signal } : {}),
    }),
  );
}

/** A version with its document. */
export async function readVersion(
  workspace_id: number,
  workflow_id: number,
  number: number,
): Promise<Schemas["WorkflowVersion"]> {
  return body(
    await api.GET(`${ONE}/versions/{number}`, { params: { path: { workspace_id, workflow_id, number } } }),
  );
}

/** A workflow's versions, newest first. */
export function useVersions(workflow_id: number, page: number) {
  const workspace_id = useWorkspaceId();
  return useQuery({
    queryKey: ["workflow-versions", workspace_id, workflow_id, page],
    enabled: workspace_id >= 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      body(
        await api.GET(`${ONE}/versions`, {
          params: { path: { workspace_id, workflow_id }, query: { limit: PAGE, offset: page * PAGE } },
          signal,
        }),
      ),
  });
}

export async function createWorkflow(
  workspace_id: number,
  document: WorkflowDocument,
  layout: WorkflowLayout,
): Promise<Workflow> {
  return body(await api.POST(COLLECTION, { params: { path: { workspace_id } }, body: { document, layout } }));
}

/** Save on top of `version`; refused with 409 if there is a later one. */
export async function updateWorkflow(
  workspace_id: number,
  workflow_id: number,
  version: number,
  document: WorkflowDocument,
  layout: WorkflowLayout,
): Promise<Workflow> {
  return body(
    await api.PUT(ONE, {
      params: { path: { workspace_id, workflow_id }, header: { "If-Match": `"${version}"` } },
      body: { document, layout, message: null },
    }),
  );
}

/** Keep where things are drawn; makes no version. */
export async function saveLayout(
  workspace_id: number,
  workflow_id: number,
  layout: WorkflowLayout,
): Promise<void> {
  await api.PUT(`${ONE}/layout`, { params: { path: { workspace_id, workflow_id } }, body: layout });
}

/** What is wrong with a document, saved or not. */
export async function validateDocument(
  workspace_id: number,
  document: Record<string, unknown>,
  signal: AbortSignal,
): Promise<Schemas["Validation"]> {
  return body(
    await api.POST(`${COLLECTION}/validate`, {
      params: { path: { workspace_id } },
      body: { document },
      signal,
    }),
  );
}

/** When a schedule starts the next runs. */
export async function previewSchedule(
  workspace_id: number,
  preview: Schemas["SchedulePreviewRequest"],
  signal: AbortSignal,
): Promise<Schemas["SchedulePreview"]> {
  return body(
    await api.POST("/api/v1/workspaces/{workspace_id}/schedules/preview", {
      params: { path: { workspace_id } },
      body: preview,
      signal,
    }),
  );
}

/** After a change: whatever shows workflows or runs is read anew. */
export function useRefresh() {
  const client = useQueryClient();
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey }) =>
        ["workflows", "workflow", "workflow-versions", "runs", "run"].includes(String(queryKey[0])),
    });
}

export function useSetPaused() {
  const workspace_id = useWorkspaceId();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async ({ workflowId, paused }: { workflowId: number; paused: boolean }) =>
      body(
        await api.PUT("/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}/paused", {
          params: { path: { workspace_id, workflow_id: workflowId } },
          body: { is_paused: paused },
        }),
      ),
    onSettled: refresh,
  });
}

export function useTrigger() {
  const workspace_id = useWorkspaceId();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async ({ workflowId, unpause }: { workflowId: number; unpause: boolean }) =>
      body(
        await api.POST("/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}/runs", {
          params: { path: { workspace_id, workflow_id: workflowId } },
          body: { run_id: null, unpause },
        }),
      ),
    onSettled: refresh,
  });
}

export function useDeleteWorkflow() {
  const workspace_id = useWorkspaceId();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async (workflow_id: number) => {
      await api.DELETE("/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}", {
        params: { path: { workspace_id, workflow_id } },
      });
    },
    onSettled: refresh,
  });
}

export function useStopRun(workflow_id: number) {
  const workspace_id = useWorkspaceId();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async (run_id: string) => {
      await api.POST("/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}/runs/{run_id}/stop", {
        params: { path: { workspace_id, workflow_id, run_id } },
      });
    },
    onSettled: refresh,
  });
}

export function useDeleteRun(workflow_id: number) {
  const workspace_id = useWorkspaceId();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async (run_id: string) => {
      await api.DELETE("/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}/runs/{run_id}", {
        params: { path: { workspace_id, workflow_id, run_id } },
      });
    },
    onSettled: refresh,
  });
}
