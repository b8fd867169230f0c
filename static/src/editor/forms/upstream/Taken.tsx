import { Button, Text } from "@chakra-ui/react";
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { typeOf } from "../../../model/fields";
import { compatible, type Output } from "../../model/compatibility";
import { useEditor } from "../../model/context";
import { ancestors, wouldCycle } from "../../model/graph";
import { useForm } from "../context";
import { isRecord } from "../schema";
import { hasParts, schemaAt, writtenPath } from "./outputs";
import { PartField } from "./PartField";
import { type PickerProps, type Reference, useOutput } from "./picking";

/** The output that is taken: its node, its name, the part, its type. */
export function TakenName({ taken }: { taken: Reference }) {
  const { t } = useTranslation();
  const { node, output } = useOutput(taken);
  const part = writtenPath(taken.path);
  return (
    <Text as="span" flex={1} minW={0} textAlign="start" truncate>
      {node ? node.name : `${taken.node} (${t("editor.forms.upstream.unknown")})`}
      <Text as="span" color="fg.muted">
        {" › "}
      </Text>
      {output?.title ?? taken.output}
      {part ? <Text as="span" color="fg.muted">{` › ${part}`}</Text> : null}
      {output ? (
        <Text as="span" color="fg.muted" fontSize="xs">
          {`  ${typeOf(schemaAt(output.schema, output.root, taken.path), output.root)}`}
        </Text>
      ) : null}
    </Text>
  );
}

/** Which part of the output is taken, whether it fits, and whether its node comes before. */
export function TakenDetails({ taken, ...props }: PickerProps & { taken: Reference }) {
  const { output } = useOutput(taken);
  const divisible = output !== null && hasParts(output.schema, output.root);
  return (
    <>
      {divisible || taken.path.length > 0 ? (
        <PartField key={`${taken.node} ${taken.output}`} {...props} taken={taken} />
      ) : null}
      {output ? <FitOf output={output} schema={props.schema} taken={taken} /> : null}
      <Unconnected onPick={props.onPick} taken={taken} />
    </>
  );
}

function FitOf({ output, schema, taken }: { output: Output; schema: unknown; taken: Reference }) {
  const { root } = useForm();
  const part = schemaAt(output.schema, output.root, taken.path);
  const fit = compatible(part, output.root, isRecord(schema) ? schema : {}, root);
  const words = fit.ok ? fit.coercion : fit.reason;
  return words ? (
    <Text color={fit.ok ? "fg.muted" : "fg.warning"} fontSize="xs">
      {words}
    </Text>
  ) : null;
}

/** Offers the edge that a reference lacks. */
function Unconnected({ taken, onPick }: Pick<PickerProps, "onPick"> & { taken: Reference }) {
  const { t } = useTranslation();
  const form = useForm();
  const node = useEditor(({ document }) => document.nodes.find(({ id }) => id === taken.node));
  const connected = useEditor(({ document }) => ancestors(document, form.node).has(taken.node));
  const possible = useEditor(({ document }) => !wouldCycle(document, taken.node, form.node));
  if (!node || connected) return null;
  return (
    <Text color="fg.warning" fontSize="xs">
      <TriangleAlert aria-hidden size={12} style={{ display: "inline", verticalAlign: "-2px" }} />{" "}
      {t("editor.forms.upstream.notAncestor", { node: node.name })}{" "}
      {possible && !form.readOnly ? (
        <Button
          height="auto"
          onClick={() => onPick(taken, taken.node)}
          px={1}
          size="2xs"
          textDecoration="underline"
          variant="plain"
        >
          {t("editor.forms.upstream.connect")}
        </Button>
      ) : null}
    </Text>
  );
}
