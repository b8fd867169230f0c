import { Box, Button, HStack, Text } from "@chakra-ui/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { pathText } from "../model/inputs";
import type { NodeInput } from "../model/types";
import { hintOf } from "./checks";
import { useForm } from "./context";
import type { FieldParts } from "./fieldParts";
import { isComposite, typeWords } from "./fieldState";
import { value } from "./inputs";
import type { Shape } from "./schema";
import { UpstreamPicker } from "./upstream/UpstreamPicker";
import { ValueControl } from "./ValueControl";
import { converted, initial, shown } from "./values";
import { sentences } from "./words";

/** The control with everything below it. */
export function Content(parts: FieldParts & { id: string }) {
  const { id, shape, side } = parts;
  const words = parts.row ? "" : shortHelp(shape.description);
  const hint = side === "value" ? capital(hintOf(shape)) : "";
  const help = hint ? `${ended(words)} ${hint}` : words;
  const errors = errorsOf(parts);
  const serious = parts.problems.length === 0 || parts.problems.some(({ severity }) => severity === "error");
  const describing = [help.trim() && `${id}-help`, errors.length > 0 && `${id}-errors`].filter(Boolean);
  // Below a group, they would seem to belong to its last field.
  const above = isComposite(shape) && side === "value";
  const said =
    errors.length > 0 ? (
      <Box color={serious ? "fg.error" : "fg.warning"} fontSize="xs" id={`${id}-errors`} my={1} role="status">
        {errors.map((error) => (
          <Text key={error}>{error}</Text>
        ))}
      </Box>
    ) : null;
  return (
    <>
      {above ? said : null}
      <Control
        {...parts}
        describedBy={describing.join(" ") || undefined}
        invalid={errors.length > 0 && serious}
      />
      {above ? null : said}
      {help.trim() ? (
        <Text color="fg.muted" fontSize="xs" id={`${id}-help`} lineHeight="1.4" mt={1}>
          {help.trim()}
        </Text>
      ) : null}
    </>
  );
}

/** What is wrong, in words. The server's word is the truth; ours only bridges the moment until it is there. */
function errorsOf({ problems, path, side, state }: FieldParts): string[] {
  if (problems.length === 0) return side === "value" ? state.findings : [];
  return problems.map(({ reason, fix, field }) => {
    const part = field === pathText(path) ? "" : `${field}: `;
    return sentences(part + reason, fix);
  });
}

type ControlParts = FieldParts & { id: string; describedBy: string | undefined; invalid: boolean };

function Control(parts: ControlParts) {
  const { t } = useTranslation();
  const { id, label, shape, state, path, input, describedBy, invalid } = parts;
  if (parts.side === "value") {
    return (
      <>
        <Misfit {...parts} />
        <Void {...parts}>
          <ValueControl
            describedBy={describedBy}
            id={id}
            input={state.content}
            invalid={invalid}
            label={label}
            onChange={parts.onChange}
            optional={parts.optional}
            path={path}
            placeholder={state.placeholder}
            rule={parts.rule}
            shape={shape}
          />
        </Void>
      </>
    );
  }
  return (
    <>
      <UpstreamPicker
        describedBy={describedBy}
        id={id}
        input={input}
        label={label}
        onPick={parts.pick}
        schema={parts.schema}
      />
      {input && input.kind !== "upstream" && !isBlank(input) ? (
        <Text color="fg.muted" fontSize="xs" mt={1}>
          {t("editor.forms.upstream.still", { value: shown("value" in input ? input.value : "…") })}
        </Text>
      ) : null}
    </>
  );
}

/** A long description is behind the button beside the label. */
const SHORT = 110;

function shortHelp(description: string): string {
  return description.length > SHORT || description.includes("\n") ? "" : description;
}

/** So that what follows begins anew. */
function ended(text: string): string {
  return text === "" || /[.!?:;…]$/.test(text.trim()) ? text : `${text.trim()}.`;
}

/** Nothing that somebody could miss. */
function isBlank(input: NodeInput): boolean {
  return input.kind === "value" && (input.value === "" || input.value === null);
}

function capital(text: string): string {
  if (text === "") return "";
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** A value that the control can't show: kept until somebody decides. */
function Misfit({ state, shape, onChange, optional }: FieldParts) {
  const { t } = useTranslation();
  const { root, readOnly } = useForm();
  if (!state.misfit) return null;
  const better = converted(state.misfit.value, shape);
  return (
    <HStack bg="bg.warning" borderRadius="sm" fontSize="xs" gap={2} mb={1} px={2} py={1} wrap="wrap">
      <Text flex={1} minW="10rem" overflowWrap="anywhere">
        {t("editor.forms.misfit", {
          value: shown(JSON.stringify(state.misfit.value)),
          type: typeWords(shape, root) || t("editor.forms.choice"),
        })}
      </Text>
      {better !== undefined && !readOnly ? (
        <Button onClick={() => onChange(value(better))} size="2xs" variant="outline">
          {t("editor.forms.convert", { value: shown(JSON.stringify(better), 30) })}
        </Button>
      ) : null}
      {readOnly ? null : (
        <Button
          onClick={() => onChange(optional ? undefined : initial(shape, root))}
          size="2xs"
          variant="outline"
        >
          {t("editor.forms.remove")}
        </Button>
      )}
    </HStack>
  );
}

/** An object that isn't there has no fields to show, until somebody wants it. */
function Void({
  shape,
  state,
  input,
  required,
  optional,
  onChange,
  children,
}: FieldParts & { children: ReactNode }) {
  const { t } = useTranslation();
  const { root, readOnly } = useForm();
  if (shape.kind === "null") return null;
  const isAbsent = state.content === undefined && !state.misfit;
  if (!isAbsent || shape.kind !== "object" || (required && optional && input === undefined)) return children;
  return (
    <Button disabled={readOnly} onClick={() => onChange(filled(shape, root))} size="xs" variant="outline">
      {t("editor.forms.fillIn")}
    </Button>
  );
}

function filled(shape: Shape, root: Record<string, unknown>): NodeInput {
  return initial({ ...shape, nullable: false, default: shape.default ?? undefined }, root);
}
