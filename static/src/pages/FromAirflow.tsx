import { Workflow } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { useWorkflowOfDag } from "../api/workflows";
import { chooseWorkspace } from "../api/workspace";
import { Empty, Failure, Loading } from "../components/feedback";

/** Where the tabs of Airflow's own pages lead: from a DAG, a run or a task to ours. */
export function FromAirflow() {
  const { t } = useTranslation();
  const { dagId = "", "*": rest = "" } = useParams();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const { data, error } = useWorkflowOfDag(dagId);

  useEffect(() => {
    if (!data) return;
    chooseWorkspace(data.workspaceId);
    void navigate(`/workflows/${data.workflowId}${ourPath(rest, search.get("map_index"))}`, {
      replace: true,
    });
  }, [data, rest, search, navigate]);

  if (error) return <Failure error={error} />;
  if (data === null) {
    return <Empty icon={Workflow} text={t("fromAirflow.text", { dagId })} title={t("fromAirflow.title")} />;
  }
  return <Loading />;
}

/** `runs/R/tasks/T` as Airflow puts it, decoded by the router already, as the rest of our address. */
export function ourPath(rest: string, mapIndex: string | null): string {
  const [, run, task] = /^runs\/(.+?)(?:\/tasks\/([^/]+))?$/.exec(rest) ?? [];
  if (!run) return "";
  const instance = mapIndex && /^\d+$/.test(mapIndex) ? `[${mapIndex}]` : "";
  const query = task ? `?${new URLSearchParams({ task: `${task}${instance}` })}` : "";
  return `/runs/${encodeURIComponent(run)}${query}`;
}
