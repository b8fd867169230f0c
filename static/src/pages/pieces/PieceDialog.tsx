import { Badge, Box, Code, Heading, HStack, Link, Stack, Table, Text } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Modal } from "../../components/Modal";
import { type Field, fieldsOf } from "../../model/fields";

/** What a Piece takes and returns. */
export function PieceDialog({ piece, onClose }: { piece: Schemas["Piece"] | null; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal onClose={onClose} open={piece !== null} size="xl" title={piece?.label}>
      {piece ? (
        <Stack gap={4}>
          <Box>
            <HStack color="fg.muted" fontSize="sm" gap={2} wrap="wrap">
              <Code size="sm">{piece.name}</Code>
              <span>
                {piece.repository_label} {piece.version}
              </span>
              {piece.source_url && /^https?:/.test(piece.source_url) ? (
                <Link href={piece.source_url} rel="noopener noreferrer" target="_blank">
                  {t("pieces.source")}
                </Link>
              ) : null}
            </HStack>
            {piece.description ? (
              <Text mt={2} whiteSpace="pre-wrap">
                {piece.description}
              </Text>
            ) : null}
          </Box>
          <Fields
            fields={fieldsOf(piece.input_schema)}
            none={t("pieces.noInputs")}
            title={t("pieces.inputs")}
          />
          <Fields
            fields={fieldsOf(piece.output_schema)}
            none={t("pieces.noOutputs")}
            outputs
            title={t("pieces.outputs")}
          />
          {piece.secrets_schema ? (
            <Fields fields={fieldsOf(piece.secrets_schema)} none="" outputs title={t("pieces.secrets")} />
          ) : null}
        </Stack>
      ) : null}
    </Modal>
  );
}

function Fields(props: { title: string; fields: Field[]; none: string; outputs?: boolean }) {
  const { title, fields, none, outputs = false } = props;
  const { t } = useTranslation();
  return (
    <Box as="section">
      <Heading as="h3" mb={1} size="sm">
        {title}
      </Heading>
      {fields.length === 0 ? (
        <Text color="fg.muted" fontSize="sm">
          {none}
        </Text>
      ) : (
        <Table.ScrollArea borderRadius="md" borderWidth={1}>
          <Table.Root size="sm">
            <Table.Header>
              <Table.Row>
                <Table.ColumnHeader>{t("pieces.name")}</Table.ColumnHeader>
                <Table.ColumnHeader>{t("pieces.type")}</Table.ColumnHeader>
                {outputs ? null : <Table.ColumnHeader>{t("pieces.default")}</Table.ColumnHeader>}
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {fields.map((field) => (
                <Table.Row key={field.name} verticalAlign="top">
                  <Table.Cell>
                    <HStack gap={2}>
                      <Code size="sm">{field.name}</Code>
                      {field.required && !outputs ? (
                        <Badge colorPalette="orange" size="sm">
                          {t("pieces.required")}
                        </Badge>
                      ) : null}
                    </HStack>
                    {field.description ? (
                      <Text color="fg.muted" fontSize="xs" mt={1} whiteSpace="pre-wrap">
                        {field.description}
                      </Text>
                    ) : null}
                  </Table.Cell>
                  <Table.Cell>{field.type}</Table.Cell>
                  {outputs ? null : (
                    <Table.Cell fontFamily="mono" fontSize="xs" maxW="16rem" overflowWrap="anywhere">
                      <Text lineClamp={3}>{field.default ?? "–"}</Text>
                    </Table.Cell>
                  )}
                </Table.Row>
              ))}
            </Table.Body>
          </Table.Root>
        </Table.ScrollArea>
      )}
    </Box>
  );
}
