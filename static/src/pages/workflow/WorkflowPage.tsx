import { Alert, Badge, Box, Link as ChakraLink, HStack, Tabs, Text } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import type { Schemas } from "../../api/client";
import { useWorkflow } from "../../api/workflows";
import { AirflowLink } from "../../components/AirflowLink";
import { Loading, PageHead } from "../../components/feedback";
import { inWords, type Schedule } from "../../model/schedule";
import { Missing } from "../NotFound";
import { ActiveSwitch } from "../workflows/ActiveSwitch";
import { EditButton } from "../workflows/EditButton";
import { RunButton } from "../workflows/RunButton";
import { WorkflowMenu } from "../workflows/WorkflowMenu";
import { Details } from "./Details";
import { Runs } from "./Runs";
import { Versions } from "./Versions";

export function WorkflowPage() {
  const id = Number(useParams()["workflowId"]);
  const workflow = useWorkflow(id);
  if (workflow.error && !workflow.data) {
    return <Missing error={workflow.error} retry={() => void workflow.refetch()} />;
  }
  if (!workflow.data) return <Loading />;
  return <Loaded workflow={workflow.data} />;
}

function Loaded({ workflow }: { workflow: Schemas["Workflow"] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const schedule: Schedule = workflow.document.schedule ?? { kind: "none" };
  return (
    <>
      <PageHead
        above={
          <ChakraLink asChild color="fg.info">
            <Link to="/workflows">{t("workflows.title")}</Link>
          </ChakraLink>
        }
        actions={
          <HStack gap={1}>
            <EditButton id={workflow.id} name={workflow.name} size="sm" />
            <RunButton
              isPaused={workflow.is_paused === true}
              isPublished={workflow.published_version !== null}
              name={workflow.name}
              onStarted={(run) => void navigate(`/workflows/${workflow.id}/runs/${encodeURIComponent(run)}`)}
              schedule={schedule}
              size="sm"
              workflowId={workflow.id}
            />
            <AirflowLink label={t("workflows.openDag")} path={`/dags/${workflow.dag_id}`} />
            <WorkflowMenu
              dagId={workflow.dag_id}
              id={workflow.id}
              name={workflow.name}
              onDeleted={() => void navigate("/workflows")}
            />
          </HStack>
        }
        below={
          <HStack gap={3} wrap="wrap">
            <HStack gap={2}>
              <ActiveSwitch workflow={workflow} />
              <Text as="span">{t(workflow.is_paused ? "workflows.paused" : "workflows.active")}</Text>
            </HStack>
            <Text as="span">{inWords(schedule)}</Text>
            <Text as="span">{t("workflows.version", { version: workflow.version })}</Text>
            {(workflow.document.tags ?? []).map((tag) => (
              <Badge key={tag} variant="surface">
                {tag}
              </Badge>
            ))}
          </HStack>
        }
        title={workflow.name}
      />
      {workflow.publish_error ? (
        <Alert.Root mb={4} status="error">
          <Alert.Indicator />
          <Alert.Content>
            <Alert.Title>{t("workflow.publishFailed", { version: workflow.version })}</Alert.Title>
            <Alert.Description whiteSpace="pre-wrap">{workflow.publish_error}</Alert.Description>
          </Alert.Content>
        </Alert.Root>
      ) : null}
      <Tabs.Root
        lazyMount
        onValueChange={({ value }) => setSearch(value === "runs" ? {} : { tab: value }, { replace: true })}
        size="sm"
        value={search.get("tab") ?? "runs"}
      >
        <Tabs.List>
          <Tabs.Trigger value="runs">{t("workflow.runs")}</Tabs.Trigger>
          <Tabs.Trigger value="versions">{t("workflow.versions")}</Tabs.Trigger>
          <Tabs.Trigger value="details">{t("workflow.details")}</Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="runs">
          <Runs schedule={schedule} workflowId={workflow.id} />
        </Tabs.Content>
        <Tabs.Content value="versions">
          <Versions workflow={workflow} />
        </Tabs.Content>
        <Tabs.Content value="details">
          <Box>
            <Details workflow={workflow} />
          </Box>
        </Tabs.Content>
      </Tabs.Root>
    </>
  );
}
