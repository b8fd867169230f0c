import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useRepositories } from "../../api/repositories";

type Job = Schemas["Job"];

const KINDS = ["build_environment", "install_repository", "delete_workspace"] as const;

/** Whether the job has a log: that of its run. What the webserver does itself says all in its error. */
export function hasLog({ kind }: Job): boolean {
  return kind === "build_environment";
}

/** What kind of work the job is, in words. */
export function useKind({ kind }: Job): string {
  const { t } = useTranslation();
  const known = KINDS.find((one) => one === kind);
  return known ? t(`jobs.${known}`) : kind;
}

/** What the job is about: repository or source, version and dependency group. */
export function useSubject({ payload }: Job): string {
  const repositories = useRepositories().data?.items ?? [];
  const label = repositories.find(({ id }) => id === payload["repository_id"])?.label;
  return [label ?? payload["source"], payload["version"], payload["group_key"]]
    .filter((part) => typeof part === "string")
    .join(" · ");
}
