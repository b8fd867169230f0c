import { Box, Input, Text } from "@chakra-ui/react";
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldProblem } from "../context";
import { sentences } from "../words";

interface ControlAttributes {
  id: string;
  "aria-describedby": string;
  "aria-invalid": true | undefined;
}

export interface OptionProps {
  /** As problems name it. */
  name: string;
  label: string;
  help?: string | undefined;
  problems: readonly FieldProblem[];
  wrong?: string | null;
  children: (control: ControlAttributes) => ReactNode;
}

/** One option of a node with its name, what is wrong with it, and a word of help. */
export function Option({ name, label, help, problems, wrong = null, children }: OptionProps) {
  const id = useId();
  const errors = problems
    .filter(({ field }) => field === name)
    .map(({ reason, fix }) => sentences(reason, fix));
  if (wrong) errors.push(wrong);
  return (
    <Box data-field={name} minW={0}>
      <Text asChild display="block" fontSize="sm" fontWeight="medium" mb={1}>
        <label htmlFor={id}>{label}</label>
      </Text>
      {children({
        id,
        "aria-describedby": `${id}-help ${id}-errors`,
        "aria-invalid": errors.length > 0 || undefined,
      })}
      <Text color="fg.error" fontSize="xs" id={`${id}-errors`} mt={errors.length > 0 ? 1 : 0} role="status">
        {errors.join(" ")}
      </Text>
      {help ? (
        <Text color="fg.muted" fontSize="xs" id={`${id}-help`} mt={1}>
          {help}
        </Text>
      ) : null}
    </Box>
  );
}

interface NumberOptionProps extends Omit<OptionProps, "children" | "wrong"> {
  value: number | null;
  from: number;
  to: number;
  /** What an empty field means. */
  empty: number | null;
  fractions?: boolean;
  placeholder?: string | undefined;
  readOnly: boolean;
  onChange: (value: number | null) => void;
}

/** A number in a range; what is out of it stays in the field, as the document can't hold it. */
export function NumberOption(props: NumberOptionProps) {
  const { value, from, to, empty, fractions = false, placeholder, readOnly, onChange, ...option } = props;
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? value : numberIn(typed, empty, fractions);
  const isWrong = isOutside(read, from, to);
  const range = fractions ? "editor.forms.node.numberRange" : "editor.forms.node.range";
  return (
    <Option {...option} wrong={isWrong ? t(range, { from, to }) : null}>
      {(control) => (
        <Input
          {...control}
          fontSize="sm"
          inputMode={fractions ? "decimal" : "numeric"}
          onBlur={() => {
            if (!isWrong) setTyped(null);
          }}
          onChange={(event) => {
            const next = numberIn(event.target.value, empty, fractions);
            setTyped(event.target.value);
            if (next !== undefined && !isOutside(next, from, to)) onChange(next);
          }}
          placeholder={placeholder}
          readOnly={readOnly}
          size="xs"
          value={typed !== null && (isWrong || read === value) ? typed : (value ?? "")}
        />
      )}
    </Option>
  );
}

function isOutside(value: number | null | undefined, from: number, to: number): boolean {
  return value === undefined || (value !== null && (value < from || value > to));
}

/** The number in a text, what an empty text means, or undefined for anything else. */
function numberIn(text: string, empty: number | null, fractions: boolean): number | null | undefined {
  const bare = text.trim();
  if (bare === "") return empty;
  if (/^\d{1,9}$/.test(bare)) return Number(bare);
  return fractions && /^\d{0,9}[.,]\d{1,6}$/.test(bare) ? Number(bare.replace(",", ".")) : undefined;
}
