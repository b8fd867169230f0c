import { Badge, Box, Link as ChakraLink, HStack, Table, Text } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "../../api/client";
import { Moment } from "../../components/Moment";
import { StateBadge } from "../../components/StateBadge";
import { inWords, type Schedule } from "../../model/schedule";
import { ActiveSwitch } from "./ActiveSwitch";
import { EditButton } from "./EditButton";
import { RunButton } from "./RunButton";
import { WorkflowMenu } from "./WorkflowMenu";

export function WorkflowRow({ workflow }: { workflow: Schemas["WorkflowSummary"] }) {
  const { t } = useTranslation();
  const { id, name, description, tags, version, schedule, updated_at, updated_by } = workflow;
  const words = inWords(schedule as unknown as Schedule);
  return (
    <Table.Row data-testid="workflow">
      <Table.Cell>
        <ActiveSwitch workflow={workflow} />
      </Table.Cell>
      <Table.Cell whiteSpace="normal">
        <HStack columnGap={2} rowGap={1} wrap="wrap">
          <ChakraLink asChild color="fg.info" fontWeight="medium" overflowWrap="anywhere">
            <Link to={`/workflows/${id}`}>{name}</Link>
          </ChakraLink>
          {tags.map((tag) => (
            <Badge key={tag} size="sm" variant="surface">
              {tag}
            </Badge>
          ))}
        </HStack>
        {description ? (
          <Text color="fg.muted" fontSize="xs" lineClamp={1} maxW="lg">
            {description}
          </Text>
        ) : null}
      </Table.Cell>
      <Table.Cell maxW="16rem" whiteSpace="normal">
        {words}
      </Table.Cell>
      <Table.Cell>
        <LastRun workflow={workflow} />
      </Table.Cell>
      <Table.Cell color="fg.muted" hideBelow="xl">
        <Box>
          <Moment at={updated_at} />
        </Box>
        <Box fontSize="xs">
          {t("workflows.version", { version })} {updated_by ? t("common.by", { user: updated_by }) : ""}
        </Box>
      </Table.Cell>
      <Table.Cell textAlign="end">
        <HStack gap={1} justifyContent="flex-end">
          <RunButton
            isPaused={workflow.is_paused === true}
            isPublished={workflow.published_version !== null}
            name={name}
            schedule={schedule as unknown as Schedule}
            workflowId={id}
          />
          <EditButton id={id} name={name} size="xs" />
          <WorkflowMenu dagId={workflow.dag_id} id={id} name={name} />
        </HStack>
      </Table.Cell>
    </Table.Row>
  );
}

function LastRun({ workflow }: { workflow: Schemas["WorkflowSummary"] }) {
  const { t } = useTranslation();
  if (workflow.publish_error) {
    return (
      <Badge colorPalette="orange" title={workflow.publish_error}>
        {t("workflows.unpublished")}
      </Badge>
    );
  }
  if (!workflow.last_run_id) return <Text color="fg.muted">{t("workflows.never")}</Text>;
  return (
    <HStack asChild gap={2}>
      <Link to={`/workflows/${workflow.id}/runs/${encodeURIComponent(workflow.last_run_id)}`}>
        <StateBadge state={workflow.last_run_state} />
        <Text as="span" color="fg.muted" fontSize="xs">
          <Moment at={workflow.last_run_at} />
        </Text>
      </Link>
    </HStack>
  );
}
