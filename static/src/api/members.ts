import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, body } from "./client";
import { useWorkspaceId } from "./workflows";
import type { Role } from "./workspace";

const MEMBERS = "/api/v1/workspaces/{workspace_id}/members/{user_name}" as const;

export function useMembers() {
  const workspace_id = useWorkspaceId();
  return useQuery({
    queryKey: ["members", workspace_id],
    enabled: workspace_id >= 0,
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/v1/workspaces/{workspace_id}/members", {
          params: { path: { workspace_id } },
          signal,
        }),
      ),
  });
}

/** What each role may do; the same for everybody, so it is asked for once. */
export function useRoles(enabled: boolean) {
  return useQuery({
    queryKey: ["roles"],
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => body(await api.GET("/api/v1/roles", { signal })),
  });
}

/** Airflow's users whose name contains a text. */
export function usePeople(search: string, enabled: boolean) {
  const workspace_id = useWorkspaceId();
  return useQuery({
    queryKey: ["people", workspace_id, search],
    enabled: enabled && workspace_id >= 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      body(
        await api.GET("/api/v1/workspaces/{workspace_id}/people", {
          params: { path: { workspace_id }, query: { search } },
          signal,
        }),
      ),
  });
}

export function useInvitations() {
  return useQuery({
    queryKey: ["invitations"],
    queryFn: async ({ signal }) => body(await api.GET("/api/v1/invitations", { signal })),
    // Invitations come from others, so they are looked for when somebody comes back to the window.
    staleTime: 60_000,
  });
}

/** Invites somebody, or gives a member another role. */
export function useSetMember() {
  const workspace_id = useWorkspaceId();
  return useMembership(async ({ user_name, role }: { user_name: string; role: Role }) =>
    body(await api.PUT(MEMBERS, { params: { path: { workspace_id, user_name } }, body: { role } })),
  );
}

export function useRemoveMember() {
  const workspace_id = useWorkspaceId();
  return useMembership(async (user_name: string) => {
    await api.DELETE(MEMBERS, { params: { path: { workspace_id, user_name } } });
  });
}

export function useHandOver() {
  const workspace_id = useWorkspaceId();
  return useMembership(async (user_name: string) =>
    body(
      await api.PUT("/api/v1/workspaces/{workspace_id}/owner", {
        params: { path: { workspace_id } },
        body: { user_name },
      }),
    ),
  );
}

export function useLeave() {
  const workspace_id = useWorkspaceId();
  return useMembership(async () => {
    await api.DELETE("/api/v1/workspaces/{workspace_id}/membership", { params: { path: { workspace_id } } });
  });
}

export function useAnswerInvitation() {
  return useMembership(async ({ invited_to, accept }: { invited_to: number; accept: boolean }) => {
    const params = { path: { invited_to } };
    if (accept) await api.POST("/api/v1/invitations/{invited_to}/accept", { params });
    else await api.DELETE("/api/v1/invitations/{invited_to}", { params });
  });
}

/** A change of who is in which workspace: who I am in which follows from it. */
function useMembership<Given, Made>(change: (given: Given) => Promise<Made>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    // Not waited for: what is asked anew may take away the very thing that was clicked, and its last words.
    onSettled: () => {
      for (const key of ["me", "members", "invitations"]) void client.invalidateQueries({ queryKey: [key] });
    },
  });
}
