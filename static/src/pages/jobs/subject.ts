import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { useRepositories } from "../../api/repositories";

type Job = Schemas["Job"];

/** What kind of work the job is, in words. */
export function useKind({ kind }: Job): string {
  const { t } = useTranslation();
  return kind === "build_environment" || kind === "install_repository" ? t(`jobs.${kind}`) : kind;
}

/** What the job is about: repository and dependency group. */
export function useSubject({ payload }: Job): string {
  const repositories = useRepositories().data?.items ?? [];
  const label = repositories.find(({ id }) => id === payload["repository_id"])?.label;
  return [label, payload["version"], payload["group_key"]]
    .filter((part) => typeof part === "string")
    .join(" · ");
}
