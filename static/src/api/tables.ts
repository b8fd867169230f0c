import { useQuery } from "@tanstack/react-query";
import { api, body, type Schemas } from "./client";
import type { TaskPlace } from "./runs";
import { useWorkspaceId } from "./workflows";

export interface TableOrder {
  column: number;
  descending: boolean;
}

/** Rows a page of a table has. */
export const TABLE_PAGE = 100;

/** Where the rows of a table come from, a page at a time. */
export interface TableSource {
  /** What tells it from others. */
  key: readonly unknown[];
  /** Whether its rows can be had in another order. */
  sortable: boolean;
  /** The rows of a page, counted from 0. */
  read: (page: number, order: TableOrder | null, signal: AbortSignal) => Promise<Schemas["TablePage"]>;
}

/** The CSV file that a task shows: the server reads and sorts it. */
export function useTaskTable(place: TaskPlace): TableSource {
  const workspace_id = useWorkspaceId();
  const { workflowId: workflow_id, runId: run_id, taskId: task_id, mapIndex: map_index } = place;
  return {
    key: [workspace_id, place],
    sortable: true,
    read: async (page, order, signal) =>
      body(
        await api.GET(
          "/api/v1/workspaces/{workspace_id}/workflows/{workflow_id}/runs/{run_id}/tasks/{task_id}/result/table",
          {
            params: {
              path: { workspace_id, workflow_id, run_id, task_id },
              query: {
                map_index,
                offset: page * TABLE_PAGE,
                limit: TABLE_PAGE,
                ...(order ? { sort: order.column, descending: order.descending } : {}),
              },
            },
            signal,
          },
        ),
      ),
  };
}

/** A page of a table. */
export function useTablePage(source: TableSource, page: number, order: TableOrder | null, enabled = true) {
  return useQuery({
    queryKey: ["table", ...source.key, order, page],
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => source.read(page, order, signal),
  });
}
