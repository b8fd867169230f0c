/** The app's pages; all but the first one are code of their own. */
import { later } from "../components/later";

export const WorkflowPage = later(() =>
  import("../pages/workflow/WorkflowPage").then((code) => code.WorkflowPage),
);
export const RunPage = later(() => import("../pages/run/RunPage").then((code) => code.RunPage));
export const PiecesPage = later(() => import("../pages/pieces/PiecesPage").then((code) => code.PiecesPage));
export const JobsPage = later(() => import("../pages/jobs/JobsPage").then((code) => code.JobsPage));
export const FilesPage = later(() => import("../pages/files/FilesPage").then((code) => code.FilesPage));
export const WorkspacePage = later(() =>
  import("../pages/workspace/WorkspacePage").then((code) => code.WorkspacePage),
);
export const EditorPage = later(() => import("../editor/page/EditorPage").then((code) => code.EditorPage));
export const HealthPage = later(() => import("../pages/health/HealthPage").then((code) => code.HealthPage));
