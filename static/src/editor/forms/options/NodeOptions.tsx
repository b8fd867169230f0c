import { Box, Code, NativeSelect, Stack, Text } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { type NodeOption, setOption } from "../../model/commands";
import { useEditorStore } from "../../model/context";
import type { Amount } from "../../model/resources";
import { type EditorNode, type Piece, RUNTIMES, runtimeOf } from "../../model/types";
import type { FieldProblem } from "../context";
import { NumberOption, Option } from "./Option";
import { ResourceOptions } from "./ResourceOptions";

interface NodeOptionsProps {
  node: EditorNode;
  /** Undefined if it isn't installed. */
  piece: Piece | undefined;
  readOnly: boolean;
  problems: readonly FieldProblem[];
}

const DAY = 24 * 3600;
const WORDS = {
  runtime: "runtime",
  retries: "retries",
  retry_delay_seconds: "delay",
  timeout_seconds: "timeout",
} as const;

/** How the node's task runs, whatever its Piece is. */
export function NodeOptions({ node, piece, readOnly, problems }: NodeOptionsProps) {
  const { t } = useTranslation();
  const store = useEditorStore();
  const shared = { readOnly, problems };

  function change<Name extends NodeOption>(
    option: Name,
    value: EditorNode[Name],
    field: string,
    typing = true,
  ) {
    store
      .getState()
      .change(
        t("editor.forms.change", { field, node: node.name }),
        (draft) => setOption(draft, node.id, option, value),
        typing ? { group: `${node.id} ${field}` } : {},
      );
  }
  const word = (option: keyof typeof WORDS) => t(`editor.forms.node.${WORDS[option]}`);
  const amountWord = (amount: Amount) => t(`editor.forms.resources.${amount}`);

  return (
    <Stack gap={4}>
      <Option {...shared} help={t("editor.forms.node.runtimeHelp")} label={word("runtime")} name="runtime">
        {(control) => (
          <NativeSelect.Root disabled={readOnly} size="xs">
            <NativeSelect.Field
              fontSize="sm"
              {...control}
              onChange={(event) => {
                change("runtime", runtimeOf(event.target.value), word("runtime"), false);
              }}
              value={node.runtime ?? ""}
            >
              <option value="">{t("editor.forms.node.inherited")}</option>
              {RUNTIMES.map((one) => (
                <option key={one} value={one}>
                  {t(`editor.forms.node.${one}`)}
                </option>
              ))}
            </NativeSelect.Field>
            <NativeSelect.Indicator />
          </NativeSelect.Root>
        )}
      </Option>
      <NumberOption
        {...shared}
        empty={0}
        from={0}
        help={t("editor.forms.node.retriesHelp")}
        label={word("retries")}
        name="retries"
        onChange={(value) => change("retries", value ?? 0, word("retries"))}
        to={100}
        value={node.retries}
      />
      <NumberOption
        {...shared}
        empty={0}
        from={0}
        help={t("editor.forms.node.delayHelp")}
        label={word("retry_delay_seconds")}
        name="retry_delay_seconds"
        onChange={(value) => change("retry_delay_seconds", value ?? 0, word("retry_delay_seconds"))}
        to={7 * DAY}
        value={node.retry_delay_seconds}
      />
      <NumberOption
        {...shared}
        empty={null}
        from={1}
        help={t("editor.forms.node.timeoutHelp")}
        label={word("timeout_seconds")}
        name="timeout_seconds"
        onChange={(value) => change("timeout_seconds", value, word("timeout_seconds"))}
        to={30 * DAY}
        value={node.timeout_seconds}
      />
      <ResourceOptions
        {...shared}
        onChange={(next, amount) => change("resources", next, amountWord(amount))}
        piece={piece}
        resources={node.resources}
      />
      <Identity node={node} />
    </Stack>
  );
}

function Identity({ node }: { node: EditorNode }) {
  const { t } = useTranslation();
  return (
    <Box borderTopWidth={1} color="fg.muted" fontSize="xs" overflowWrap="anywhere" pt={3}>
      <Text>
        {t("editor.forms.node.piece")}: <Code size="xs">{node.piece.name}</Code> {node.piece.repository}{" "}
        {node.piece.version}
      </Text>
      <Text mt={1}>
        {t("editor.forms.node.id")}: <Code size="xs">{node.id}</Code>. {t("editor.forms.node.idHelp")}
      </Text>
    </Box>
  );
}
