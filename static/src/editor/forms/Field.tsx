import { Badge, Box, Button, Flex, HStack, IconButton, Text } from "@chakra-ui/react";
import { ChevronDown, ChevronRight, RotateCcw } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { pathText } from "../model/inputs";
import type { NodeInput } from "../model/types";
import { type FieldProblem, problemsAt, useForm } from "./context";
import { Content } from "./FieldContent";
import { FieldHelp } from "./FieldHelp";
import type { FieldParts, FieldProps, Side } from "./fieldParts";
import { fieldState, isComposite, ruleOf, Switch, wordsBeside } from "./fieldState";
import { MoreMenu } from "./MoreMenu";
import { Nesting } from "./Nesting";
import { SourceToggle } from "./SourceToggle";
import { isWithin, type Shape, shapeOf, type UpstreamRule } from "./schema";

/** One input or a part of it: its label, its value or the output it takes, and what is wrong with it. */
export function Field(props: FieldProps) {
  const form = useForm();
  const { path, input, onChange } = props;
  const [, redraw] = useState(0);
  const shape = shapeOf(props.schema, form.root);
  const remembered = form.memory.get(form.node, path);
  const rule = ruleOf(shape, props.rule ?? "allowed");
  const side = sideOf(shape, rule, input, remembered.picking);
  const state = fieldState(shape, input, props.required, form.root, remembered.option);
  const label = props.row ? props.label : shape.title || props.label;
  const switched = new Switch(form, path, shape);

  const toUpstream = () => {
    const known = switched.toUpstream(input);
    if (known) onChange(known);
    redraw((count) => count + 1);
  };
  const toValue = () => {
    const next = switched.toValue(input, props.optional);
    if (next) onChange(next.input);
    redraw((count) => count + 1);
  };

  const parts: FieldParts = {
    ...props,
    label,
    shape,
    rule,
    side,
    state,
    problems: problemsOf(form.problems, pathText(path), shape, side),
    toggle: canSwitch(shape, rule, input) ? (
      <SourceToggle
        label={label}
        onUpstream={toUpstream}
        onValue={toValue}
        side={side}
        composite={rule === "always"}
      />
    ) : null,
    pick: (next, connect) => onChange(next, switched.picked(input, connect ? { connect } : {})),
  };
  const folds = props.row && isComposite(shape) && side === "value";
  if (folds) return <FoldingRow {...parts} />;
  return props.row ? <PlainRow {...parts} /> : <LabelledField {...parts} />;
}

function sideOf(
  shape: Shape,
  rule: UpstreamRule,
  input: NodeInput | undefined,
  picking: boolean | undefined,
): Side {
  if (input?.kind === "upstream" || picking) return "upstream";
  if (rule !== "always") return "value";
  // Several outputs may make up a list or an object.
  return isComposite(shape) && (input || picking === false) ? "value" : "upstream";
}

function canSwitch(shape: Shape, rule: UpstreamRule, input: NodeInput | undefined): boolean {
  if (rule === "never") return input?.kind === "upstream";
  return rule === "allowed" || isComposite(shape) || (input !== undefined && input.kind !== "upstream");
}

/** A field's own problems, and those of parts that have no field of their own. */
function problemsOf(all: readonly FieldProblem[], field: string, shape: Shape, side: Side): FieldProblem[] {
  const inner = all.filter((one) => isWithin(one.field, field));
  if (!isComposite(shape) || side === "upstream") return inner;
  return inner.filter((one) => one.field === field || !hasPart(shape, one.field.slice(field.length)));
}

function hasPart(shape: Shape, rest: string): boolean {
  if (shape.kind !== "object") return true;
  return shape.extra !== null || shape.properties.some(({ name }) => isWithin(rest, `.${name}`));
}

/** Names are read before all else: what stands beside them makes room, or goes to a line of its own. */
const HEADING = { flex: "1 1 8rem", minW: 0, maxW: "100%" } as const;

/** With its label above it. */
function LabelledField(parts: FieldParts) {
  const { t } = useTranslation();
  const { root, readOnly } = useForm();
  const { label, shape, side, state, required, optional, input } = parts;
  const id = useId();
  const group = isComposite(shape) && side === "value";
  const heading = (
    <HStack columnGap={1.5} minW={0} rowGap={0} wrap="wrap">
      <Text as="span" fontSize="sm" fontWeight="medium" overflowWrap="anywhere">
        {label}
        {required ? (
          <Text as="span" color="fg.error" title={t("editor.forms.required")}>
            {" *"}
            <Text as="span" srOnly>
              {t("editor.forms.required")}
            </Text>
          </Text>
        ) : null}
      </Text>
      <Text as="span" color="fg.muted" flexShrink={0} fontSize="xs" fontWeight="normal">
        {wordsBeside(shape, side, root)}
      </Text>
    </HStack>
  );
  const hasDefault = shape.default !== undefined && shape.default !== null;
  const reset = input !== undefined && optional && !readOnly && (hasDefault || !required);
  return (
    <Box
      aria-labelledby={group ? `${id}-label` : undefined}
      className="group"
      data-field={pathText(parts.path)}
      role={group ? "group" : undefined}
    >
      <Flex align="center" columnGap={1} mb={1} minH={6} rowGap={0} wrap="wrap">
        {group || side === "upstream" ? (
          <Box {...HEADING} id={`${id}-label`}>
            {heading}
          </Box>
        ) : (
          <Box {...HEADING} asChild>
            <label htmlFor={id} id={`${id}-label`}>
              {heading}
            </label>
          </Box>
        )}
        <HStack gap={0} justify="flex-end" maxW="100%" ms="auto">
          <MoreMenu {...parts} />
          {state.word ? (
            <Text color="fg.muted" fontSize="xs" me={1} title={state.word} truncate>
              {state.word}
            </Text>
          ) : null}
          {reset ? (
            <IconButton
              aria-label={t(hasDefault ? "editor.forms.reset" : "editor.forms.clear", { field: label })}
              color="fg.muted"
              minW={6}
              onClick={() => parts.onChange(undefined)}
              size="2xs"
              title={t(hasDefault ? "editor.forms.reset" : "editor.forms.clear", { field: label })}
              variant="ghost"
            >
              <RotateCcw aria-hidden />
            </IconButton>
          ) : null}
          <FieldHelp description={shape.description} field={label} />
          {parts.toggle}
          {parts.actions}
        </HStack>
      </Flex>
      <Nesting deep={group}>
        <Content {...parts} id={id} />
      </Nesting>
    </Box>
  );
}

/** In one line with its buttons. */
function PlainRow(parts: FieldParts) {
  const id = useId();
  return (
    <Flex align="flex-start" data-field={pathText(parts.path)} gap={1}>
      <Box flex={1} minW={0}>
        <Text asChild srOnly>
          {parts.side === "upstream" ? <span>{parts.label}</span> : <label htmlFor={id}>{parts.label}</label>}
        </Text>
        <Content {...parts} id={id} />
      </Box>
      <HStack flexShrink={0} gap={0} minH={8}>
        {parts.toggle}
        {parts.actions}
      </HStack>
    </Flex>
  );
}

/** A card that folds to its first values. */
function FoldingRow(parts: FieldParts) {
  const { t } = useTranslation();
  const form = useForm();
  const id = useId();
  const field = pathText(parts.path);
  const [open, setOpen] = useState(true);
  const unfolded = open || (form.target !== null && isWithin(form.target, field));
  // It stays open when the field that led here is focused.
  if (unfolded && !open) setOpen(true);
  const wrong = problemsAt(form, field, true).length;
  return (
    <Box
      aria-label={parts.label}
      borderColor={wrong && !unfolded ? "border.error" : "border"}
      borderRadius="md"
      borderWidth={1}
      data-field={field}
      role="group"
    >
      <Flex align="center" bg="bg.subtle" borderRadius="md" gap={1} minH={8} pe={1}>
        <Button
          aria-expanded={unfolded}
          aria-label={t(unfolded ? "editor.forms.list.close" : "editor.forms.list.open", {
            item: parts.label,
          })}
          flex={1}
          gap={1}
          justifyContent="flex-start"
          minW={0}
          onClick={() => setOpen(!unfolded)}
          px={1.5}
          size="xs"
          variant="ghost"
        >
          {unfolded ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
          <Text flexShrink={0}>{parts.label}</Text>
          <Text color="fg.muted" fontWeight="normal" truncate>
            {unfolded ? "" : summary(parts.input)}
          </Text>
          {wrong && !unfolded ? (
            <Badge colorPalette="red" size="xs">
              {t("editor.forms.problems", { count: wrong })}
            </Badge>
          ) : null}
        </Button>
        {parts.toggle}
        {parts.actions}
      </Flex>
      {unfolded ? (
        <Box p={2.5}>
          <Content {...parts} id={id} />
        </Box>
      ) : null}
    </Box>
  );
}

/** The start of what a row holds. */
function summary(input: NodeInput | undefined): string {
  const held = input?.kind === "object" ? input.fields : input?.kind === "value" ? input.value : null;
  if (typeof held !== "object" || held === null) return "";
  const texts = Object.values(held).map((inner: unknown) => {
    if (typeof inner !== "object" || inner === null) return inner === null ? "" : String(inner);
    if ("kind" in inner && inner.kind === "upstream" && "node" in inner) return `→ ${String(inner.node)}`;
    return "value" in inner && typeof inner.value !== "object" ? String(inner.value) : "";
  });
  return texts.filter(Boolean).join(" · ");
}
