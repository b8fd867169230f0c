import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { POLL_MS } from "../app/queryClient";
import { api, body, type Schemas } from "./client";
import { ApiError } from "./problems";
import { useWorkspaceId } from "./workflows";

export function useRepositories() {
  const workspace_id = useWorkspaceId();
  return useQuery({
    queryKey: ["repositories", workspace_id],
    enabled: workspace_id >= 0,
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/v1/workspaces/{workspace_id}/repositories", {
          params: { path: { workspace_id } },
          signal,
        }),
      ),
  });
}

export function piecesQuery(workspace_id: number) {
  return queryOptions({
    queryKey: ["pieces", workspace_id],
    enabled: workspace_id >= 0,
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/v1/workspaces/{workspace_id}/pieces", {
          params: { path: { workspace_id } },
          signal,
        }),
      ),
  });
}

export function usePieces() {
  return useQuery(piecesQuery(useWorkspaceId()));
}

function useRefresh() {
  const client = useQueryClient();
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey }) =>
        ["repositories", "pieces", "jobs", "secrets"].includes(String(queryKey[0])),
    });
}

interface InstallEnds {
  onDone?: (installation: Schemas["Installation"], source: string) => void;
  onFailed?: (error: Error) => void;
}

/** Installs a repository; the callbacks given here are called even if whoever asked has gone. */
export function useInstall({ onDone, onFailed }: InstallEnds = {}) {
  const workspace_id = useWorkspaceId();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async ({ source, version }: { source: string; version: string | null }) =>
      body(
        await api.POST("/api/v1/workspaces/{workspace_id}/repositories", {
          params: { path: { workspace_id } },
          body: { source, version },
        }),
      ),
    onSuccess: (installation, { source }) => onDone?.(installation, source),
    onError: (error) => onFailed?.(error),
    onSettled: refresh,
  });
}

export function useRemoveRepository() {
  const workspace_id = useWorkspaceId();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async (repository_id: number) => {
      await api.DELETE("/api/v1/workspaces/{workspace_id}/repositories/{repository_id}", {
        params: { path: { workspace_id, repository_id } },
      });
    },
    onSettled: refresh,
  });
}

/** Removes one version of a repository; the others stay. */
export function useRemoveVersion(repository_id: number) {
  const workspace_id = useWorkspaceId();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async (version_id: number) => {
      await api.DELETE(
        "/api/v1/workspaces/{workspace_id}/repositories/{repository_id}/versions/{version_id}",
        { params: { path: { workspace_id, repository_id, version_id } } },
      );
    },
    onSettled: refresh,
  });
}

export function useSecrets(repository_id: number, enabled: boolean) {
  const workspace_id = useWorkspaceId();
  return useQuery({
    queryKey: ["secrets", workspace_id, repository_id],
    enabled: enabled && workspace_id >= 0,
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/v1/workspaces/{workspace_id}/repositories/{repository_id}/secrets", {
          params: { path: { workspace_id, repository_id } },
          signal,
        }),
      ),
  });
}

/** Sets a secret, or clears it by null; answers with what was set. */
export function useSetSecret(repository_id: number) {
  const workspace_id = useWorkspaceId();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async ({ name, value }: { name: string; value: string | null }) => {
      const params = { path: { workspace_id, repository_id, name } };
      const address =
        "/api/v1/workspaces/{workspace_id}/repositories/{repository_id}/secrets/{name}" as const;
      if (value !== null) return body(await api.PUT(address, { params, body: { value } }));
      await api.DELETE(address, { params });
      return null;
    },
    onSettled: refresh,
  });
}

export const ACTIVE_JOB = new Set(["queued", "running"]);

export function useJobs() {
  const workspace_id = useWorkspaceId();
  return useQuery({
    queryKey: ["jobs", workspace_id],
    enabled: workspace_id >= 0,
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/v1/workspaces/{workspace_id}/jobs", {
          params: { path: { workspace_id } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) =>
      state.data?.items.some((job) => ACTIVE_JOB.has(job.state)) ? POLL_MS : false,
  });
}

/** The job of a request that takes long, seen from the side while `isOn`. */
export function useJobUnderWay(
  kind: string,
  isOn: boolean,
  fits: (job: Schemas["Job"]) => boolean = () => true,
): Schemas["Job"] | undefined {
  const workspace_id = useWorkspaceId();
  const { data } = useQuery({
    queryKey: ["jobs", workspace_id, "under way"],
    enabled: isOn && workspace_id >= 0,
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/v1/workspaces/{workspace_id}/jobs", {
          params: { path: { workspace_id } },
          signal,
        }),
      ),
    refetchInterval: isOn ? POLL_MS : false,
  });
  if (!isOn) return undefined;
  return data?.items.find((job) => job.kind === kind && ACTIVE_JOB.has(job.state) && fits(job));
}

export function useJobLog(job_id: number, state: string) {
  const workspace_id = useWorkspaceId();
  return useQuery({
    queryKey: ["job-log", workspace_id, job_id, state],
    enabled: workspace_id >= 0,
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/v1/workspaces/{workspace_id}/jobs/{job_id}/log", {
          params: { path: { workspace_id, job_id }, query: { limit: 5000 } },
          signal,
        }),
      ),
    refetchInterval: () => (ACTIVE_JOB.has(state) ? POLL_MS : false),
  });
}

export function useHealth() {
  return useQuery({
    queryKey: ["health"],
    queryFn: async ({ signal }) => body(await api.GET("/api/v1/health", { signal })),
  });
}

/** Asks a source for its versions; a mutation because it reaches out to another server, on demand only. */
export function useSourceVersions() {
  const workspace_id = useWorkspaceId();
  return useMutation({
    mutationFn: async (source: string) =>
      body(
        await api.GET("/api/v1/workspaces/{workspace_id}/sources/versions", {
          params: { path: { workspace_id }, query: { source } },
        }),
      ),
  });
}

/** Cancels jobs one after another; one that has ended in the meantime needs no cancelling. */
export function useCancelJobs() {
  const workspace_id = useWorkspaceId();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async (job_ids: readonly number[]) => {
      for (const job_id of job_ids) {
        try {
          await api.POST("/api/v1/workspaces/{workspace_id}/jobs/{job_id}/cancel", {
            params: { path: { workspace_id, job_id } },
          });
        } catch (error) {
          if (!(error instanceof ApiError && error.status === 409)) throw error;
        }
      }
    },
    onSettled: refresh,
  });
}

export function useJobAction() {
  const workspace_id = useWorkspaceId();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async ({ job_id, action }: { job_id: number; action: "cancel" | "retry" }) => {
      const params = { path: { workspace_id, job_id } };
      if (action === "cancel") {
        await api.POST("/api/v1/workspaces/{workspace_id}/jobs/{job_id}/cancel", { params });
      } else {
        await api.POST("/api/v1/workspaces/{workspace_id}/jobs/{job_id}/retry", { params });
      }
    },
    onSettled: refresh,
  });
}
