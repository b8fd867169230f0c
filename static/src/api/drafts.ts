import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, body, type Schemas } from "./client";
import { useWorkspaceId } from "./workflows";

export type Draft = Schemas["Draft"];
export type DraftSummary = Schemas["DraftSummary"];
export type DraftContent = Schemas["DraftCreate"];

const COLLECTION = "/api/v1/workspaces/{workspace_id}/drafts" as const;
const ONE = "/api/v1/workspaces/{workspace_id}/drafts/{draft_id}" as const;

/** My drafts, last changed first: of one workflow, or of all. */
export function useDrafts(workflow_id: number | null, enabled = true) {
  const workspace_id = useWorkspaceId();
  return useQuery({
    queryKey: ["drafts", workspace_id, workflow_id],
    enabled: enabled && workspace_id >= 0,
    queryFn: async ({ signal }) =>
      body(
        await api.GET(COLLECTION, {
          params: { path: { workspace_id }, query: workflow_id === null ? {} : { workflow_id } },
          signal,
        }),
      ),
  });
}

/** Whatever lists drafts is read anew. */
export function useDraftsChanged(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: ["drafts"] });
}

export async function listDrafts(
  workspace_id: number,
  workflow_id: number,
  signal: AbortSignal,
): Promise<DraftSummary[]> {
  const { items } = body(
    await api.GET(COLLECTION, { params: { path: { workspace_id }, query: { workflow_id } }, signal }),
  );
  return items;
}

export async function readDraft(
  workspace_id: number,
  draft_id: number,
  signal?: AbortSignal,
): Promise<Draft> {
  return body(
    await api.GET(ONE, { params: { path: { workspace_id, draft_id } }, ...(signal ? { signal } : {}) }),
  );
}

export async function createDraft(workspace_id: number, content: DraftContent): Promise<DraftSummary> {
  return body(await api.POST(COLLECTION, { params: { path: { workspace_id } }, body: content }));
}

/** Overwrite a draft as it was at `revision`; refused with 409 if it changed since. */
export async function updateDraft(
  workspace_id: number,
  draft_id: number,
  revision: number,
  content: Schemas["DraftUpdate"],
): Promise<DraftSummary> {
  return body(
    await api.PUT(ONE, {
      params: { path: { workspace_id, draft_id }, header: { "If-Match": `"${revision}"` } },
      body: content,
    }),
  );
}

export async function deleteDraft(workspace_id: number, draft_id: number): Promise<void> {
  await api.DELETE(ONE, { params: { path: { workspace_id, draft_id } } });
}
