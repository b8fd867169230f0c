import { HStack, Input, NativeSelect, Text } from "@chakra-ui/react";
import { useTranslation } from "react-i18next";
import { type ControlProps, contentOf, useForm } from "./context";
import { value } from "./inputs";
import {
  type DurationParts,
  durationParts,
  durationText,
  isDate,
  isTime,
  momentParts,
  offsetHere,
} from "./moments";

/** Date, time, date and time, duration: what the browser's own fields can't show is edited as text. */
export function MomentControl(props: ControlProps<"text">) {
  const text = String(contentOf(props.input) ?? "");
  const change = (next: string) =>
    props.onChange(next === "" && props.optional ? undefined : value(next), { typing: true });
  const parts = { ...props, change, text };
  if (props.shape.format === "date" && (text === "" || isDate(text)))
    return <Native {...parts} type="date" />;
  if (props.shape.format === "time" && (text === "" || isTime(text)))
    return <Native {...parts} type="time" />;
  if (props.shape.format === "date-time" && (text === "" || momentParts(text)))
    return <DateTime {...parts} />;
  if (props.shape.format === "duration" && (text === "" || durationParts(text)))
    return <Duration {...parts} />;
  return <Native {...parts} type="text" />;
}

interface PartProps extends ControlProps<"text"> {
  text: string;
  change: (next: string) => void;
}

function Native({ type, ...props }: PartProps & { type: "date" | "time" | "text" }) {
  const { readOnly } = useForm();
  return (
    <Input
      aria-describedby={props.describedBy}
      aria-invalid={props.invalid || undefined}
      id={props.id}
      onChange={(event) => props.change(event.target.value)}
      placeholder={props.placeholder}
      readOnly={readOnly}
      fontSize="sm"
      size="xs"
      step={type === "time" ? 1 : undefined}
      type={type}
      value={props.text}
    />
  );
}

function DateTime(props: PartProps) {
  const { t } = useTranslation();
  const { readOnly } = useForm();
  const { local, zone } = momentParts(props.text) ?? { local: "", zone: "" };
  const here = local ? offsetHere(local) : "Z";
  const zones = [...new Set(["", "Z", here, zone])];
  const names: Record<string, string> = {
    "": t("editor.forms.moment.none"),
    Z: t("editor.forms.moment.utc"),
  };
  if (here !== "Z") names[here] = t("editor.forms.moment.here", { offset: here });
  return (
    <HStack gap={1} wrap="wrap">
      <Input
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid || undefined}
        aria-label={props.label}
        flex="1.6 1 12rem"
        id={props.id}
        minW={0}
        onChange={(event) => props.change(event.target.value && `${event.target.value}${zone}`)}
        readOnly={readOnly}
        fontSize="sm"
        size="xs"
        step={1}
        type="datetime-local"
        value={local}
      />
      <NativeSelect.Root disabled={readOnly || !local} flex="1 1 8rem" size="xs">
        <NativeSelect.Field
          fontSize="sm"
          aria-label={t("editor.forms.moment.zone", { field: props.label })}
          onChange={(event) => props.change(`${local}${event.target.value}`)}
          value={zone}
        >
          {zones.map((one) => (
            <option key={one} value={one}>
              {names[one] ?? one}
            </option>
          ))}
        </NativeSelect.Field>
        <NativeSelect.Indicator />
      </NativeSelect.Root>
    </HStack>
  );
}

const UNITS = ["days", "hours", "minutes", "seconds"] as const;
const NO_TIME: DurationParts = { days: "", hours: "", minutes: "", seconds: "" };

function Duration(props: PartProps) {
  const { t } = useTranslation();
  const { readOnly } = useForm();
  const parts = durationParts(props.text) ?? NO_TIME;
  const change = (unit: keyof DurationParts, typed: string) => {
    if (/^\d*$/.test(typed)) props.change(durationText({ ...parts, [unit]: typed }));
  };
  return (
    <HStack gap={2}>
      {UNITS.map((unit, index) => (
        <HStack flex={1} gap={1} key={unit} minW={0}>
          <Input
            aria-describedby={index === 0 ? props.describedBy : undefined}
            aria-invalid={props.invalid || undefined}
            aria-label={`${props.label}: ${t(`editor.forms.moment.${unit}`)}`}
            id={index === 0 ? props.id : undefined}
            inputMode="numeric"
            minW={0}
            onChange={(event) => change(unit, event.target.value)}
            px={2}
            readOnly={readOnly}
            fontSize="sm"
            size="xs"
            value={parts[unit]}
          />
          <Text aria-hidden color="fg.muted" fontSize="xs">
            {t(`editor.forms.moment.short_${unit}`)}
          </Text>
        </HStack>
      ))}
    </HStack>
  );
}
