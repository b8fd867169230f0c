import { Alert, Button, HStack, Stack, Text } from "@chakra-ui/react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EditorNode } from "../model/types";
import { CodeControl } from "./CodeControl";
import { readInputs } from "./rawInputs";

interface RawInputsProps {
  node: EditorNode;
  readOnly: boolean;
  onApply: (inputs: EditorNode["inputs"]) => void;
}

/** A node's inputs as the document holds them, to be read, copied and edited as JSON. */
export function RawInputs({ node, readOnly, onApply }: RawInputsProps) {
  const { t } = useTranslation();
  const errorId = useId();
  const written = JSON.stringify(node.inputs, null, 2);
  const [draft, setDraft] = useState<{ text: string; of: string } | null>(null);
  const text = draft?.text ?? written;
  const changed = draft !== null && draft.text !== written;
  const read = changed ? readInputs(text) : null;
  const reason = read && "reason" in read ? read.reason : null;
  return (
    <Stack gap={2}>
      <Text color="fg.muted" fontSize="xs">
        {t("editor.forms.raw.text")}
      </Text>
      <CodeControl
        describedBy={reason ? errorId : undefined}
        invalid={reason !== null}
        label={t("editor.forms.raw.label", { node: node.name })}
        language="json"
        onChange={(next) => setDraft({ text: next, of: draft?.of ?? written })}
        rows={12}
        value={text}
      />
      {reason ? (
        <Text color="fg.error" fontSize="xs" id={errorId} role="status">
          {reason}
        </Text>
      ) : null}
      {changed && draft.of !== written ? (
        <Alert.Root size="sm" status="warning">
          <Alert.Indicator />
          <Alert.Description>{t("editor.forms.raw.stale")}</Alert.Description>
        </Alert.Root>
      ) : null}
      {readOnly ? null : (
        <HStack>
          <Button
            colorPalette="brand"
            disabled={!read || !("inputs" in read)}
            onClick={() => {
              if (read && "inputs" in read) onApply(read.inputs);
              setDraft(null);
            }}
            size="xs"
          >
            {t("editor.forms.raw.apply")}
          </Button>
          <Button disabled={!changed} onClick={() => setDraft(null)} size="xs" variant="outline">
            {t("editor.forms.raw.discard")}
          </Button>
        </HStack>
      )}
    </Stack>
  );
}
