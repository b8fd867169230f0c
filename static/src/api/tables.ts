import { queryOptions, useQueries, useQuery } from "@tanstack/react-query";
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
  /** Columns whose cells come together; a row has the cells of one such group. */
  columnsAtOnce: number;
  /** The rows of a page with their cells of a group of columns, both counted from 0. */
  read: (place: PagePlace, order: TableOrder | null, signal: AbortSignal) => Promise<Schemas["TablePage"]>;
}

/** Which part of a table. */
export interface PagePlace {
  page: number;
  group: number;
}

/** The CSV file that a task shows: the server reads and sorts it. */
export function useTaskTable(place: TaskPlace): TableSource {
  const workspace_id = useWorkspaceId();
  const { workflowId: workflow_id, runId: run_id, taskId: task_id, mapIndex: map_index } = place;
  return {
    key: [workspace_id, place],
    sortable: true,
    columnsAtOnce: Number.POSITIVE_INFINITY,
    read: async ({ page }, order, signal) =>
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

/** The first rows of a table, with their cells of the first columns. */
export function useTableStart(source: TableSource) {
  return useQuery(pageQuery(source, { page: 0, group: 0 }, null));
}

/** Parts of a table, each undefined until it is there. */
export function useTableParts(source: TableSource, places: PagePlace[], order: TableOrder | null) {
  return useQueries({
    queries: places.map((place) => pageQuery(source, place, order)),
    combine: (found) => found.map(({ data }, at) => ({ ...places[at], data })),
  });
}

function pageQuery(source: TableSource, place: PagePlace, order: TableOrder | null) {
  return queryOptions({
    queryKey: ["table", ...source.key, order, place.page, place.group],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => source.read(place, order, signal),
  });
}
