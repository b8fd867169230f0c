import { Button, HStack, Table, Text } from "@chakra-ui/react";
import { Blocks, Plus, SearchX, Workflow as WorkflowIcon } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "../../api/client";
import { PAGE, useWorkflows } from "../../api/workflows";
import { useMay, useMe } from "../../api/workspace";
import { Empty, Failure, Loading, PageHead } from "../../components/feedback";
import { Pager } from "../../components/Pager";
import { SearchBox } from "../../components/SearchBox";
import { WorkspaceChoice } from "../../components/WorkspaceChoice";
import { useEditorAhead } from "../../editor/ahead";
import { TourOffer } from "../../tour/TourOffer";
import { Invitations } from "../workspace/Invitations";
import { Drafts } from "./Drafts";
import { ImportButton } from "./ImportButton";
import { isBeginning, NextSteps } from "./NextSteps";
import { WorkflowRow } from "./WorkflowRow";

export function WorkflowsPage() {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const [page, setPage] = useState(0);
  const me = useMe();
  const may = useMay("edit_workflows");
  const workflows = useWorkflows(useDeferredValue(search.trim()), page);
  const error = me.error ?? workflows.error;
  useEditorAhead(may && workflows.data !== undefined);

  return (
    <>
      <PageHead
        actions={
          <>
            <SearchBox
              label={t("workflows.search")}
              onChange={(value) => {
                setSearch(value);
                setPage(0);
              }}
              value={search}
            />
            <WorkspaceChoice />
            {may ? <ImportButton /> : null}
            {may ? (
              <Button asChild colorPalette="brand" size="sm">
                <Link to="/workflows/new">
                  <Plus aria-hidden /> {t("editor.page.new")}
                </Link>
              </Button>
            ) : null}
          </>
        }
        title={t("workflows.title")}
      />
      <Invitations />
      {may && workflows.data && isBeginning(workflows.data) && !search ? <TourOffer /> : null}
      {may && page === 0 && !search ? <Drafts /> : null}
      {error && !workflows.data ? (
        <Failure error={error} retry={() => void (me.error ? me.refetch() : workflows.refetch())} />
      ) : null}
      {!error && !workflows.data ? <Loading /> : null}
      {workflows.data ? (
        <List data={workflows.data} onPage={setPage} page={page} search={search.trim()} />
      ) : null}
    </>
  );
}

interface ListProps {
  data: Schemas["WorkflowList"];
  search: string;
  page: number;
  onPage: (page: number) => void;
}

function List({ data, search, page, onPage }: ListProps) {
  const { t } = useTranslation();
  const may = useMay("edit_workflows");
  const [first] = data.items;
  if (!first) return <Nothing search={search} />;
  return (
    <>
      <Table.ScrollArea borderRadius="md" borderWidth={1}>
        <Table.Root interactive size="sm">
          <Table.Header>
            <Table.Row>
              <Table.ColumnHeader width={12}>{t("workflows.active")}</Table.ColumnHeader>
              <Table.ColumnHeader>{t("workflows.name")}</Table.ColumnHeader>
              <Table.ColumnHeader>{t("workflows.schedule")}</Table.ColumnHeader>
              <Table.ColumnHeader>{t("workflows.lastRun")}</Table.ColumnHeader>
              <Table.ColumnHeader hideBelow="xl">{t("workflows.changed")}</Table.ColumnHeader>
              <Table.ColumnHeader>
                <Text as="span" srOnly>
                  {t("common.actions")}
                </Text>
              </Table.ColumnHeader>
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {data.items.map((workflow) => (
              <WorkflowRow key={workflow.id} workflow={workflow} />
            ))}
          </Table.Body>
        </Table.Root>
      </Table.ScrollArea>
      <Pager onPage={onPage} page={page} size={PAGE} total={data.total} />
      {may && !search && isBeginning(data) ? <NextSteps exampleId={first.id} /> : null}
    </>
  );
}

function Nothing({ search }: { search: string }) {
  const { t } = useTranslation();
  const may = useMay("edit_workflows");
  if (search) {
    return (
      <Empty
        icon={SearchX}
        text={t("workflows.noMatchText", { search })}
        title={t("workflows.noMatchTitle")}
      />
    );
  }
  return (
    <Empty icon={WorkflowIcon} text={t("workflows.emptyText")} title={t("workflows.emptyTitle")}>
      <HStack gap={2}>
        <Button asChild variant="outline">
          <Link to="/pieces">
            <Blocks aria-hidden />
            {t("workflows.emptyAction")}
          </Link>
        </Button>
        {may ? (
          <Button asChild colorPalette="brand">
            <Link to="/workflows/new">
              <Plus aria-hidden /> {t("editor.page.new")}
            </Link>
          </Button>
        ) : null}
      </HStack>
    </Empty>
  );
}
