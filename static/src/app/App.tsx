import { ChakraProvider } from "@chakra-ui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Navigate, Route, Routes } from "react-router";
import { Loading } from "../components/feedback";
import { FromAirflow } from "../pages/FromAirflow";
import { NotFound } from "../pages/NotFound";
import { WorkflowsPage } from "../pages/workflows/WorkflowsPage";
import { queryClient } from "./queryClient";
import { Shell } from "./Shell";
import { system } from "./theme";

const WorkflowPage = lazy(() =>
  import("../pages/workflow/WorkflowPage").then((module) => ({ default: module.WorkflowPage })),
);
const RunPage = lazy(() => import("../pages/run/RunPage").then((module) => ({ default: module.RunPage })));
const PiecesPage = lazy(() =>
  import("../pages/pieces/PiecesPage").then((module) => ({ default: module.PiecesPage })),
);
const JobsPage = lazy(() =>
  import("../pages/jobs/JobsPage").then((module) => ({ default: module.JobsPage })),
);
const FilesPage = lazy(() =>
  import("../pages/files/FilesPage").then((module) => ({ default: module.FilesPage })),
);
const WorkspacePage = lazy(() =>
  import("../pages/workspace/WorkspacePage").then((module) => ({ default: module.WorkspacePage })),
);
const EditorPage = lazy(() =>
  import("../editor/page/EditorPage").then((module) => ({ default: module.EditorPage })),
);
const HealthPage = lazy(() =>
  import("../pages/health/HealthPage").then((module) => ({ default: module.HealthPage })),
);

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
