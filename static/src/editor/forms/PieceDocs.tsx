import { Box, Heading, IconButton, Link, Popover, Portal, Stack, Text } from "@chakra-ui/react";
import { BookOpen } from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Field, fieldsOf } from "../../model/fields";
import type { Piece } from "../model/types";

/** What a Piece does, takes and returns, beside the form. */
export function PieceDocs({ piece }: { piece: Piece }) {
  const { t } = useTranslation();
  return (
    <Popover.Root lazyMount positioning={{ placement: "left-start" }} unmountOnExit>
      <Popover.Trigger asChild>
        <IconButton
          aria-label={t("editor.forms.docs")}
          size="xs"
          title={t("editor.forms.docs")}
          variant="ghost"
        >
          <BookOpen aria-hidden />
        </IconButton>
      </Popover.Trigger>
      <Portal>
        <Popover.Positioner>
          <Popover.Content
            aria-label={t("editor.forms.docs")}
            maxH="70vh"
            overflowY="auto"
            tabIndex={0}
            width="24rem"
          >
            <Popover.Body p={4}>
              <Stack gap={3}>
                <Box>
                  <Heading as="h3" size="sm">
                    {piece.label}
                  </Heading>
                  <Text color="fg.muted" fontSize="xs">
                    {piece.repository_label} {piece.version}
                    {piece.source_url && /^https?:/.test(piece.source_url) ? (
                      <>
                        {" · "}
                        <Link href={piece.source_url} rel="noopener noreferrer" target="_blank">
                          {t("editor.forms.source")}
                        </Link>
                      </>
                    ) : null}
                  </Text>
                </Box>
                <Text fontSize="sm" whiteSpace="pre-wrap">
                  {piece.description}
                </Text>
                <Fields
                  fields={fieldsOf(piece.input_schema)}
                  none={t("editor.forms.noInputs")}
                  title={t("editor.forms.inputs")}
                />
                <Fields
                  fields={fieldsOf(piece.output_schema)}
                  none={t("editor.forms.noOutputs")}
                  title={t("editor.forms.outputs")}
                />
                {piece.secrets_schema ? (
                  <Fields fields={fieldsOf(piece.secrets_schema)} none="" title={t("editor.forms.secrets")} />
                ) : null}
              </Stack>
            </Popover.Body>
          </Popover.Content>
        </Popover.Positioner>
      </Portal>
    </Popover.Root>
  );
}

function Fields({ title, fields, none }: { title: string; fields: Field[]; none: string }) {
  return (
    <Box>
      <Heading as="h4" fontSize="xs" mb={1}>
        {title}
      </Heading>
      {fields.length === 0 ? (
        <Text color="fg.muted" fontSize="xs">
          {none}
        </Text>
      ) : (
        <Stack as="dl" fontSize="xs" gap={1.5}>
          {fields.map((field) => (
            <Box key={field.name}>
              <Text as="dt" fontWeight="medium">
                {field.title}{" "}
                <Text as="span" color="fg.muted" fontWeight="normal">
                  {field.type}
                </Text>
              </Text>
              {field.description ? (
                <Text as="dd" color="fg.muted" whiteSpace="pre-wrap">
                  {field.description}
                </Text>
              ) : null}
            </Box>
          ))}
        </Stack>
      )}
    </Box>
  );
}
