import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { POLL_MS } from "../app/queryClient";
import { choice, chosen, keepChoice } from "./choice";
import { api, body, type Schemas } from "./client";

const listeners = new Set<() => void>();

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }) => body(await api.GET("/api/v1/me", { signal })),
  staleTime: 5 * 60_000,
});

export function useMe() {
  return useQuery(meQuery);
}

/** Work in another workspace from now on. */
export function chooseWorkspace(id: number): void {
  keepChoice(id);
  for (const listener of listeners) listener();
}

function useChoice(): string | null {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, choice);
}

/** The workspace in use: the one chosen last, else the default one, else any; undefined until known. */
export function useWorkspace(): Schemas["Workspace"] | undefined {
  const last = useChoice();
  const { data } = useMe();
  return chosen(data?.workspaces ?? [], last);
}

export const ROLES = ["read", "write", "admin", "owner"] as const;
export type Role = (typeof ROLES)[number];

export type Right = Schemas["Right"];
/** Rights that are worth nothing without Airflow's permission. */
const AIRFLOW_TOO: ReadonlySet<Right> = new Set(["edit_workflows", "run_workflows"]);

/**
 * Whether to offer what takes a right in the workspace in use. What changes workflows needs Airflow's permission
 * as well; the server checks both for each single one, so this only keeps useless buttons away.
 */
export function useMay(right: Right): boolean {
  const { data } = useMe();
  const mine = useWorkspace()?.rights;
  if (!data || !mine?.includes(right)) return false;
  return !AIRFLOW_TOO.has(right) || data.may_create_workflows;
}

/** What a workspace holds, in numbers: what goes with it. */
export function useContents(workspace_id: number, enabled: boolean, isGoing = false) {
  return useQuery({
    queryKey: ["contents", workspace_id],
    enabled,
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/v1/workspaces/{workspace_id}/contents", {
          params: { path: { workspace_id } },
          signal,
        }),
      ),
    refetchInterval: isGoing ? POLL_MS : false,
  });
}

export function useCreateWorkspace() {
  return useChange(async (name: string) => body(await api.POST("/api/v1/workspaces", { body: { name } })));
}

export function useRenameWorkspace(workspace_id: number) {
  return useChange(async (name: string) =>
    body(
      await api.PATCH("/api/v1/workspaces/{workspace_id}", {
        params: { path: { workspace_id } },
        body: { name },
      }),
    ),
  );
}

export function useDeleteWorkspace(workspace_id: number) {
  return useChange(async (keep_history: boolean) => {
    await api.DELETE("/api/v1/workspaces/{workspace_id}", {
      params: { path: { workspace_id }, query: { keep_history } },
    });
  });
}

function useChange<Given, Made>(change: (given: Given) => Promise<Made>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    // Not waited for: without the workspace, the dialog that asked is gone, and its last words with it.
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["me"] });
    },
  });
}
