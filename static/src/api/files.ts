import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "../app/i18n";
import { ROOT } from "../app/place";
import { signedOut } from "../app/session";
import { api, body, type Schemas } from "./client";
import { HEADERS } from "./headers";
import { problemOf } from "./problems";
import { PAGE, useWorkspaceId } from "./workflows";

export function useFiles(search: string, page: number, enabled = true) {
  const workspace_id = useWorkspaceId();
  return useQuery({
    queryKey: ["files", workspace_id, search, page],
    enabled: enabled && workspace_id >= 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/v1/workspaces/{workspace_id}/files", {
          params: { path: { workspace_id }, query: { search, limit: PAGE, offset: page * PAGE } },
          signal,
        }),
      ),
  });
}

export function useDeleteFile() {
  const workspace_id = useWorkspaceId();
  const refresh = useRefreshFiles();
  return useMutation({
    mutationFn: async ({ name, even_if_used }: { name: string; even_if_used: boolean }) => {
      await api.DELETE("/api/v1/workspaces/{workspace_id}/files/{name}", {
        params: { path: { workspace_id, name }, query: { even_if_used } },
      });
    },
    onSettled: refresh,
  });
}

export function useRefreshFiles(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: ["files"] });
}

export function fileAddress(workspaceId: number, name: string): string {
  return `${ROOT}/api/v1/workspaces/${workspaceId}/files/${encodeURIComponent(name)}`;
}

/**
 * Uploads a file, telling which part of it (0 to 1) has left; a signal stops it.
 *
 * By XMLHttpRequest, as fetch tells nothing about what it has sent.
 */
export function uploadFile(
  workspaceId: number,
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<Schemas["File"]> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", fileAddress(workspaceId, file.name));
    request.responseType = "json";
    for (const [name, value] of Object.entries(HEADERS)) request.setRequestHeader(name, value);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status === 200) resolve(request.response as Schemas["File"]);
      else {
        if (request.status === 401) signedOut();
        reject(problemOf(request.status, request.response));
      }
    };
    // As fetch tells it, so that it is told in the same words.
    request.onerror = () => reject(new TypeError(t("problem.broke")));
    request.onabort = () => reject(new DOMException("The upload was stopped.", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}
