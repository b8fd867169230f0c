import { ChakraProvider } from "@chakra-ui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { Suspense } from "react";
import { Navigate, Route, Routes } from "react-router";
import { Loading } from "../components/feedback";
import { FromAirflow } from "../pages/FromAirflow";
import { NotFound } from "../pages/NotFound";
import { WorkflowsPage } from "../pages/workflows/WorkflowsPage";
import {
  EditorPage,
  FilesPage,
  HealthPage,
  JobsPage,
  PiecesPage,
  RunPage,
  WorkflowPage,
  WorkspacePage,
} from "./pages";
import { queryClient } from "./queryClient";
import { Shell } from "./Shell";
import { system } from "./theme";

/** The app, without a router: the full page and a page within Airflow bring a data router of their own. */
export function App() {
  return (
    <ChakraProvider value={system}>
      <QueryClientProvider client={queryClient}>
        <Shell>
          <Suspense fallback={<Loading />}>
            <Routes>
              <Route element={<Navigate replace to="/workflows" />} index />
              <Route element={<WorkflowsPage />} path="/workflows" />
              <Route element={<EditorPage />} path="/workflows/new" />
              <Route element={<EditorPage />} path="/workflows/:workflowId/edit" />
              <Route element={<WorkflowPage />} path="/workflows/:workflowId" />
              <Route element={<RunPage />} path="/workflows/:workflowId/runs/:runId" />
              <Route element={<FromAirflow />} path="/airflow/dags/:dagId/*" />
              <Route element={<PiecesPage />} path="/pieces" />
              <Route element={<FilesPage />} path="/files" />
              <Route element={<JobsPage />} path="/jobs" />
              <Route element={<WorkspacePage />} path="/workspace" />
              <Route element={<HealthPage />} path="/health" />
              <Route element={<NotFound />} path="*" />
            </Routes>
          </Suspense>
        </Shell>
      </QueryClientProvider>
    </ChakraProvider>
  );
}
