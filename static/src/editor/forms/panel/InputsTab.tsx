import { Alert, Box, Button, Code, HStack, List, Stack, Text } from "@chakra-ui/react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PieceCatalogue } from "../../model/catalogue";
import { connect, setInput } from "../../model/commands";
import { useEditorStore } from "../../model/context";
import type { EditorNode, NodeInput, Piece } from "../../model/types";
import { type Edit, type FieldProblem, type Form, FormProvider } from "../context";
import { Field } from "../Field";
import type { FieldMemory } from "../memory";
import { isWithin, objectShape } from "../schema";
import { sentence } from "../words";
import { isOption } from "./tabs";

interface InputsTabProps {
  node: EditorNode;
  piece: Piece;
  pieces: PieceCatalogue;
  problems: readonly FieldProblem[];
  readOnly: boolean;
  /** The field to be shown, such as after a click on its problem. */
  target: string | null;
  memory: FieldMemory;
}

/** The node's inputs as the form that its Piece's schema makes. */
export function InputsTab({ node, piece, pieces, problems, readOnly, target, memory }: InputsTabProps) {
  const { t } = useTranslation();
  const store = useEditorStore();
  const root = piece.input_schema;
  const { properties } = objectShape(root);
  const form = useMemo<Form>(
    () => ({ node: node.id, root, readOnly, problems, memory, target, pieces }),
    [node.id, root, readOnly, problems, memory, target, pieces],
  );
  const names = new Set(properties.map(({ name }) => name));
  const elsewhere = problems.filter(
    ({ field }) => !isOption(field, piece) && !properties.some(({ name }) => isWithin(field, name)),
  );

  const set = (name: string, title: string, next: NodeInput | undefined, edit: Edit = {}) => {
    store.getState().change(
      t("editor.forms.change", { field: title, node: node.name }),
      (draft) => {
        if (edit.connect) connect(draft, edit.connect, node.id);
        setInput(draft, node.id, [name], next);
      },
      edit.typing ? { group: `${node.id} ${name}` } : {},
    );
  };

  return (
    <FormProvider value={form}>
      <Stack gap={4}>
        <Elsewhere problems={elsewhere} />
        {properties.length === 0 ? (
          <Text color="fg.muted" fontSize="sm">
            {t("editor.forms.noInputs")}
          </Text>
        ) : null}
        {properties.map(({ name, schema, required }) => (
          <Field
            input={Object.hasOwn(node.inputs, name) ? node.inputs[name] : undefined}
            key={name}
            label={name}
            onChange={(next, edit) => set(name, titleOf(schema, name), next, edit)}
            optional
            path={[name]}
            required={required}
            schema={schema}
          />
        ))}
        <Unknown
          names={Object.keys(node.inputs).filter((name) => !names.has(name))}
          onRemove={(name) => set(name, name, undefined)}
          readOnly={readOnly}
        />
      </Stack>
    </FormProvider>
  );
}

function titleOf(schema: unknown, name: string): string {
  const title = typeof schema === "object" && schema !== null && "title" in schema ? schema.title : null;
  return typeof title === "string" && title !== "" ? title : name;
}

interface UnknownProps {
  names: readonly string[];
  readOnly: boolean;
  onRemove: (name: string) => void;
}

/** Inputs the document has and the Piece hasn't. */
function Unknown({ names, readOnly, onRemove }: UnknownProps) {
  const { t } = useTranslation();
  if (names.length === 0) return null;
  return (
    <Box>
      <Text fontSize="sm" fontWeight="medium">
        {t("editor.forms.others")}
      </Text>
      <Text color="fg.muted" fontSize="xs" mb={2}>
        {t("editor.forms.othersText")}
      </Text>
      {names.map((name) => (
        <HStack data-field={name} gap={2} key={name} mb={1}>
          <Code flex={1} minW={0} size="sm" truncate>
            {name}
          </Code>
          <Button
            aria-label={`${t("editor.forms.remove")}: ${name}`}
            disabled={readOnly}
            onClick={() => onRemove(name)}
            size="2xs"
            variant="outline"
          >
            {t("editor.forms.remove")}
          </Button>
        </HStack>
      ))}
    </Box>
  );
}

/** Problems of the node that belong to no field of the form; what helps against several is said once. */
function Elsewhere({ problems }: { problems: readonly FieldProblem[] }) {
  if (problems.length === 0) return null;
  const serious = problems.some(({ severity }) => severity === "error");
  const fixes = [...new Set(problems.map(({ fix }) => fix))];
  return (
    <Alert.Root size="sm" status={serious ? "error" : "warning"}>
      <Alert.Indicator />
      <Alert.Content minW={0}>
        <Alert.Description overflowWrap="anywhere">
          <List.Root gap={2} listStyle="none">
            {fixes.map((fix) => (
              <List.Item key={fix}>
                {problems
                  .filter((one) => one.fix === fix)
                  .map(({ field, reason }) => (
                    <Text key={`${field} ${reason}`}>{sentence(reason)}</Text>
                  ))}
                {fix}
              </List.Item>
            ))}
          </List.Root>
        </Alert.Description>
      </Alert.Content>
    </Alert.Root>
  );
}

/** Said in place of the form where the Piece isn't installed. */
export function MissingPiece({ node, pieces }: { node: EditorNode; pieces: PieceCatalogue }) {
  const { t } = useTranslation();
  const { name, repository, version } = node.piece;
  return (
    <Alert.Root status="warning">
      <Alert.Indicator />
      <Alert.Content>
        <Alert.Title>{t("editor.forms.missing", { piece: name })}</Alert.Title>
        <Alert.Description>
          {t("editor.forms.missingText", { repository, version })}{" "}
          {pieces.otherVersions(node.piece).length > 0 ? t("editor.forms.version.instead") : null}
        </Alert.Description>
      </Alert.Content>
    </Alert.Root>
  );
}
