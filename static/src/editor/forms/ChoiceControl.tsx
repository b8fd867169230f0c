import { HStack, NativeSelect, RadioGroup, Switch, Text } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { type ControlProps, contentOf, useForm } from "./context";
import { value } from "./inputs";
import { same } from "./values";

/** Choices that fit beside each other; more are a list to choose from. */
const MOST_RADIOS = 3;
const MOST_LETTERS = 36;
const UNSET = "";

export function ChoiceControl(props: ControlProps<"choice">) {
  const { t } = useTranslation();
  const { shape, input } = props;
  const labels = shape.choices.map((choice) => {
    if (choice === "") return t("editor.forms.emptyText");
    return typeof choice === "string" ? choice : JSON.stringify(choice);
  });
  const content = contentOf(input);
  const chosen = shape.choices.findIndex((choice) => same(choice, content));
  const choose = (index: number) => props.onChange(index < 0 ? undefined : value(shape.choices[index]));
  if (labels.length === 1 && chosen === 0 && !shape.nullable) {
    return (
      <Text as="output" display="block" fontSize="sm" id={props.id}>
        {labels[0]}
      </Text>
    );
  }
  const few = labels.length <= MOST_RADIOS && labels.join("").length <= MOST_LETTERS;
  const Control = few ? Radios : Select;
  return <Control {...props} choose={choose} chosen={chosen} labels={labels} />;
}

interface ChoiceProps
  extends Pick<ControlProps, "id" | "label" | "placeholder" | "describedBy" | "invalid" | "optional"> {
  labels: readonly string[];
  chosen: number;
  choose: (index: number) => void;
}

function Radios({ id, label, labels, chosen, choose, describedBy, invalid }: ChoiceProps) {
  const { readOnly } = useForm();
  return (
    <RadioGroup.Root
      aria-describedby={describedBy}
      aria-invalid={invalid || undefined}
      aria-label={label}
      colorPalette="brand"
      disabled={readOnly}
      onValueChange={({ value: index }) => choose(Number(index))}
      size="sm"
      value={chosen < 0 ? null : String(chosen)}
    >
      <HStack columnGap={4} minH={8} rowGap={1} wrap="wrap">
        {labels.map((text, index) => (
          // The first one bears the field's id, so that it is found and focused like any control.
          <RadioGroup.Item {...(index === 0 ? { id } : {})} key={text} value={String(index)}>
            <RadioGroup.ItemHiddenInput />
            <RadioGroup.ItemIndicator />
            <RadioGroup.ItemText fontWeight="normal">{text}</RadioGroup.ItemText>
          </RadioGroup.Item>
        ))}
      </HStack>
    </RadioGroup.Root>
  );
}

function Select({ id, labels, chosen, choose, placeholder, describedBy, invalid, optional }: ChoiceProps) {
  const { t } = useTranslation();
  const { readOnly } = useForm();
  return (
    <NativeSelect.Root disabled={readOnly} size="xs">
      <NativeSelect.Field
        fontSize="sm"
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        id={id}
        onChange={(event) => choose(event.target.value === UNSET ? -1 : Number(event.target.value))}
        value={chosen < 0 ? UNSET : String(chosen)}
      >
        {chosen < 0 || optional ? (
          <option disabled={!optional} value={UNSET}>
            {placeholder || t("editor.forms.notSet")}
          </option>
        ) : null}
        {labels.map((text, index) => (
          <option key={text} value={String(index)}>
            {text}
          </option>
        ))}
      </NativeSelect.Field>
      <NativeSelect.Indicator />
    </NativeSelect.Root>
  );
}

/** A switch where one of the two always holds; two choices where neither may. */
export function BooleanControl(props: ControlProps<"boolean">) {
  const { t } = useTranslation();
  const { readOnly } = useForm();
  const content = contentOf(props.input);
  if (typeof content !== "boolean" || props.shape.nullable) {
    return (
      <Radios
        {...props}
        choose={(index) => props.onChange(value(index === 0))}
        chosen={typeof content === "boolean" ? Number(!content) : -1}
        labels={[t("editor.forms.yes"), t("editor.forms.no")]}
      />
    );
  }
  return (
    <Switch.Root
      checked={content}
      colorPalette="brand"
      disabled={readOnly}
      ids={{ hiddenInput: props.id }}
      minH={8}
      onCheckedChange={({ checked }) => props.onChange(value(checked))}
      size="sm"
    >
      <Switch.HiddenInput aria-describedby={props.describedBy} aria-label={props.label} />
      <Switch.Control />
      <Switch.Label fontWeight="normal">{t(content ? "editor.forms.yes" : "editor.forms.no")}</Switch.Label>
    </Switch.Root>
  );
}
