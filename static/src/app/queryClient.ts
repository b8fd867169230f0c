import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "../api/problems";

/** Between two looks at something that is still running: Airflow's server is asked no more often than this. */
export const POLL_MS = 2500;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2000,
      // Refusals stay refusals; only what may pass by itself is tried again.
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status < 500),
      refetchIntervalInBackground: false,
    },
    mutations: { retry: false },
  },
});
