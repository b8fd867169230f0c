import { Alert, Code, List, Stack, Table, Text } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { usePieces } from "../../api/repositories";

/** What the workflow is made of. */
export function Details({ workflow }: { workflow: Schemas["Workflow"] }) {
  const { t } = useTranslation();
  const { document, problems: warnings } = workflow;
  return (
    <Stack gap={4}>
      {document.description ? <Text whiteSpace="pre-wrap">{document.description}</Text> : null}
      {warnings.length > 0 ? (
        <Alert.Root status="warning">
          <Alert.Indicator />
          <Alert.Content>
            <Alert.Title>{t("workflow.warnings")}</Alert.Title>
            <List.Root ps={4}>
              {warnings.map((warning) => (
                <List.Item key={`${warning.node}.${warning.field}.${warning.reason}`}>
                  {warning.node ? <Code size="sm">{warning.node}</Code> : null} {warning.reason} {warning.fix}
                </List.Item>
              ))}
            </List.Root>
          </Alert.Content>
        </Alert.Root>
      ) : null}
      {document.nodes?.length ? (
        <Nodes edges={document.edges ?? []} nodes={document.nodes} />
      ) : (
        <Text color="fg.muted">{t("workflow.noNodes")}</Text>
      )}
    </Stack>
  );
}

/** A Piece by its label, and its repository by its own, once it is known that they are installed. */
function PieceOf({ piece }: { piece: Schemas["Node"]["piece"] }) {
  const { name, repository, version } = piece;
  const { data } = usePieces();
  const known = data?.items.find((one) => one.name === name && one.repository === repository);
  return (
    <>
      {known?.label ?? name}
      <Text color="fg.muted" fontSize="xs">
        {known?.repository_label ?? repository} {version}
      </Text>
    </>
  );
}

function Nodes({ nodes, edges }: { nodes: Schemas["Node"][]; edges: Schemas["Edge"][] }) {
  const { t } = useTranslation();
  const names = new Map(nodes.map((node) => [node.id, node.name]));
  const before = (id: string) =>
    edges.filter((edge) => edge.downstream === id).map((edge) => names.get(edge.upstream) ?? edge.upstream);
  return (
    <Table.ScrollArea borderRadius="md" borderWidth={1}>
      <Table.Root size="sm">
        <Table.Header>
          <Table.Row>
            <Table.ColumnHeader>{t("workflows.name")}</Table.ColumnHeader>
            <Table.ColumnHeader>{t("workflow.piece")}</Table.ColumnHeader>
            <Table.ColumnHeader>{t("workflow.waitsFor")}</Table.ColumnHeader>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {nodes.map((node) => (
            <Table.Row key={node.id}>
              <Table.Cell fontWeight="medium">{node.name}</Table.Cell>
              <Table.Cell>
                <PieceOf piece={node.piece} />
              </Table.Cell>
              <Table.Cell>{before(node.id).join(", ") || "–"}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table.Root>
    </Table.ScrollArea>
  );
}
