import { Badge, Box, Heading, HStack, Stack, Text } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { type Field, fieldsOf } from "../../model/fields";
import type { Piece } from "../model/types";
import { PieceIcon } from "./PieceLine";

/** What a Piece does, takes and returns, in short. */
export function PieceDocs({ piece }: { piece: Piece }) {
  const { t } = useTranslation();
  return (
    <Stack gap={3}>
      <HStack align="flex-start" gap={2}>
        <PieceIcon piece={piece} size={36} />
        <Box minW={0}>
          <Heading as="h3" overflowWrap="anywhere" size="sm">
            {piece.label}
          </Heading>
          <Text color="fg.muted" fontSize="xs">
            {piece.repository_label} {piece.version}
          </Text>
        </Box>
      </HStack>
      {piece.description ? (
        <Text fontSize="sm" whiteSpace="pre-wrap">
          {piece.description}
        </Text>
      ) : null}
      <Fields fields={fieldsOf(piece.input_schema)} none={t("pieces.noInputs")} title={t("pieces.inputs")} />
      <Fields
        fields={fieldsOf(piece.output_schema)}
        none={t("pieces.noOutputs")}
        outputs
        title={t("pieces.outputs")}
      />
    </Stack>
  );
}

function Fields(props: { title: string; fields: readonly Field[]; none: string; outputs?: boolean }) {
  const { title, fields, none, outputs = false } = props;
  const { t } = useTranslation();
  return (
    <Box as="section">
      <Heading as="h4" color="fg.muted" mb={1} size="xs">
        {title}
      </Heading>
      {fields.length === 0 ? (
        <Text color="fg.muted" fontSize="sm">
          {none}
        </Text>
      ) : (
        <Stack as="ul" gap={1.5} listStyleType="none">
          {fields.map((field) => (
            <Box as="li" key={field.name}>
              <HStack columnGap={2} rowGap={0} wrap="wrap">
                <Text fontSize="sm" fontWeight="medium">
                  {field.title}
                </Text>
                <Text color="fg.muted" fontSize="xs">
                  {field.type}
                </Text>
                {field.required && !outputs ? (
                  <Badge colorPalette="orange" size="xs">
                    {t("pieces.required")}
                  </Badge>
                ) : null}
              </HStack>
              {field.description ? (
                <Text color="fg.muted" fontSize="xs" lineClamp={3}>
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
