import { Alert, Badge, Box, Button, Code, Heading, HStack, IconButton, List, Text } from "@chakra-ui/react";
import { KeyRound, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { ACTIVE_JOB, useJobs, useRemoveRepository, useSecrets } from "../../api/repositories";
import { useMay } from "../../api/workspace";
import { Confirm } from "../../components/Modal";
import { tell, tellFailure } from "../../components/toaster";
import { InstallDialog } from "./InstallDialog";
import { SecretsDialog } from "./SecretsDialog";
import { VersionBadge } from "./VersionBadge";

/** An installed repository: where it is from, whether its environments stand, what could not be read. */
export function RepositoryCard({ repository, count }: { repository: Schemas["Repository"]; count: number }) {
  const { t } = useTranslation();
  const may = useMay("manage_repositories");
  const remove = useRemoveRepository();
  const [open, setOpen] = useState<"remove" | "secrets" | "version" | null>(null);
  const close = () => setOpen(null);
  const { label, versions, source, kind } = repository;
  const problems = versions[0]?.problems ?? [];
  const hasSecrets = versions.some(({ groups }) => Object.values(groups).some(namesSecrets));

  return (
    <Box data-testid="repository">
      <HStack alignItems="flex-start" justifyContent="space-between">
        <Box minW={0}>
          <HStack gap={2} wrap="wrap">
            <Heading as="h2" size="md">
              {label}
            </Heading>
            {versions.map((version) => (
              <VersionBadge
                isOnly={versions.length === 1}
                key={version.id}
                repository={repository}
                version={version}
              />
            ))}
            <Environments repositoryId={repository.id} />
            {may && hasSecrets ? <UnsetSecrets repositoryId={repository.id} /> : null}
          </HStack>
          <Text color="fg.muted" fontSize="sm" overflowWrap="anywhere">
            {t("pieces.count", { count })}
            {kind === "starter" ? "" : ` · ${source}`}
          </Text>
        </Box>
        {may ? (
          <HStack gap={1}>
            {kind === "starter" ? null : (
              <Button onClick={() => setOpen("version")} size="xs" variant="outline">
                <Plus aria-hidden /> {t("pieces.another")}
              </Button>
            )}
            {hasSecrets ? (
              <Button onClick={() => setOpen("secrets")} size="xs" variant="outline">
                <KeyRound aria-hidden /> {t("pieces.secrets")}
              </Button>
            ) : null}
            <IconButton
              aria-label={`${t("pieces.remove")} ${label}`}
              onClick={() => setOpen("remove")}
              size="xs"
              title={t("pieces.remove")}
              variant="ghost"
            >
              <Trash2 aria-hidden />
            </IconButton>
          </HStack>
        ) : null}
      </HStack>
      {problems.length > 0 ? <Problems problems={problems} /> : null}
      <Confirm
        action={t("pieces.remove")}
        busy={remove.isPending}
        onClose={close}
        onConfirm={() =>
          remove.mutate(repository.id, {
            onSuccess: () => tell(t("pieces.removed", { name: label })),
            onError: tellFailure,
            onSettled: close,
          })
        }
        open={open === "remove"}
        text={t("pieces.removeText")}
        title={t("pieces.removeTitle", { name: label })}
      />
      <SecretsDialog onClose={close} open={open === "secrets"} repository={repository} />
      {open === "version" ? <InstallDialog of={repository} onClose={close} /> : null}
    </Box>
  );
}

/** Problems that are shown at first, so that they don't push the Pieces off the screen. */
const FEW = 4;

function Problems({ problems }: { problems: Schemas["RepositoryProblem"][] }) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const { length } = problems;
  const shown = isWhole || length <= FEW + 1 ? problems : problems.slice(0, FEW);
  return (
    <Alert.Root mt={2} size="sm" status="warning">
      <Alert.Indicator />
      <Alert.Content>
        <Alert.Title>{t("pieces.problems", { count: problems.length })}</Alert.Title>
        <Alert.Description>
          {t("pieces.problemsText")}
          <List.Root mt={1} ps={4}>
            {shown.map(({ piece, file, line, message }) => (
              <List.Item key={`${file}:${line}:${message}`}>
                <Code size="sm">{line === null ? file : `${file}:${line}`}</Code> {piece ? `${piece}: ` : ""}
                {message}
              </List.Item>
            ))}
          </List.Root>
          {shown.length < length ? (
            <Button colorPalette="orange" mt={1} onClick={() => setWhole(true)} size="xs" variant="outline">
              {t("pieces.allProblems", { count: length })}
            </Button>
          ) : null}
        </Alert.Description>
      </Alert.Content>
    </Alert.Root>
  );
}

/** How the last builds of the repository's environments went. */
function Environments({ repositoryId }: { repositoryId: number }) {
  const { t } = useTranslation();
  const jobs = (useJobs().data?.items ?? []).filter(
    ({ kind, payload }) => kind === "build_environment" && payload["repository_id"] === repositoryId,
  );
  if (jobs.length === 0) return null;
  const latest = new Map<unknown, Schemas["Job"]>();
  for (const job of jobs) {
    const group = `${job.payload["version_id"]}.${job.payload["group_key"]}`;
    // Newest first: the first one of a group is what counts.
    if (!latest.has(group)) latest.set(group, job);
  }
  const states = [...latest.values()].map(({ state }) => state);
  if (states.some((state) => ACTIVE_JOB.has(state))) {
    return <Badge colorPalette="running">{t("pieces.building")}</Badge>;
  }
  if (states.includes("failed")) return <Badge colorPalette="red">{t("pieces.environmentsFailed")}</Badge>;
  return <Badge colorPalette="green">{t("pieces.ready")}</Badge>;
}

/** What Pieces can't run without and nobody has set. */
function UnsetSecrets({ repositoryId }: { repositoryId: number }) {
  const { t } = useTranslation();
  const { data } = useSecrets(repositoryId, true);
  const count = data?.items.filter((secret) => secret.required && !secret.is_set).length ?? 0;
  if (count === 0) return null;
  return <Badge colorPalette="orange">{t("pieces.unsetSecrets", { count })}</Badge>;
}

/** Whether the Pieces of a dependency group need secrets. */
function namesSecrets(group: unknown): boolean {
  if (typeof group !== "object" || group === null || !("secrets" in group)) return false;
  return Array.isArray(group.secrets) && group.secrets.length > 0;
}
