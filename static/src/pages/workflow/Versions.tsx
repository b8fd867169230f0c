import { Badge, Button, HStack, Table, Text } from "@chakra-ui/react";
import { FolderOpen } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { PAGE, useVersions, type Workflow } from "../../api/workflows";
import { useMay } from "../../api/workspace";
import { Failure, Loading } from "../../components/feedback";
import { Moment } from "../../components/Moment";
import { Pager } from "../../components/Pager";

/** Everything the workflow has been, newest first; an old version opens as a change to the one there is. */
export function Versions({ workflow }: { workflow: Workflow }) {
  const { t } = useTranslation();
  const may = useMay("edit_workflows");
  const [page, setPage] = useState(0);
  const { data, error, refetch } = useVersions(workflow.id, page);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <>
      <Table.ScrollArea borderRadius="md" borderWidth={1}>
        <Table.Root interactive size="sm">
          <Table.Header>
            <Table.Row>
              <Table.ColumnHeader>{t("workflow.version")}</Table.ColumnHeader>
              <Table.ColumnHeader>{t("workflow.savedAt")}</Table.ColumnHeader>
              <Table.ColumnHeader />
            </Table.Row>
          </Table.Header>
          <Table.Body>
            {data.items.map(({ number, created_at, created_by, message }) => (
              <Table.Row data-testid="version" key={number}>
                <Table.Cell>
                  <HStack gap={2}>
                    <Text fontVariantNumeric="tabular-nums" fontWeight="medium">
                      {number}
                    </Text>
                    {number === workflow.published_version ? (
                      <Badge colorPalette="green">{t("workflow.runsNow")}</Badge>
                    ) : null}
                    {message ? <Text color="fg.muted">{message}</Text> : null}
                  </HStack>
                </Table.Cell>
                <Table.Cell color="fg.muted">
                  <Moment at={created_at} /> {created_by ? t("common.by", { user: created_by }) : ""}
                </Table.Cell>
                <Table.Cell textAlign="end">
                  {may && number !== workflow.version ? (
                    <Button asChild size="xs" title={t("workflow.openVersionHelp")} variant="outline">
                      <Link to={`/workflows/${workflow.id}/edit?version=${number}`}>
                        <FolderOpen aria-hidden /> {t("workflow.openVersion")}
                      </Link>
                    </Button>
                  ) : null}
                </Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table.Root>
      </Table.ScrollArea>
      <Pager onPage={setPage} page={page} size={PAGE} total={data.total} />
    </>
  );
}
