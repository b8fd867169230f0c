import { Button, HStack, Input, Text, Textarea } from "@chakra-ui/react";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { CodeControl } from "./CodeControl";
import { type ControlProps, contentOf, useForm } from "./context";
import { FilePicker } from "./FilePicker";
import { namesFile } from "./fileFields";
import { value } from "./inputs";
import { isBig, numberIn } from "./values";

/** One line, several lines, a secret, or code. */
export function TextControl(props: ControlProps<"text">) {
  const { shape, input } = props;
  const text = String(contentOf(input) ?? "");
  if (shape.secret) return <SecretControl {...props} />;
  if (shape.language) {
    return (
      <CodeControl
        describedBy={props.describedBy}
        invalid={props.invalid}
        label={props.label}
        language={shape.language}
        onChange={(typed) => props.onChange(typedText(props, typed), { typing: true })}
        value={text}
      />
    );
  }
  // A single line would lose the breaks of a text that has several.
  return shape.multiline || text.includes("\n") ? <LinesControl {...props} /> : <LineControl {...props} />;
}

/** Deleting the last letter unsets a field that may be unset; empty text is a choice of its own. */
function typedText({ optional, shape }: ControlProps<"text">, typed: string) {
  const unset = typed === "" && optional && shape.language === null;
  return unset ? undefined : value(typed);
}

function common(props: ControlProps<"text">, readOnly: boolean) {
  return {
    "aria-describedby": props.describedBy,
    "aria-invalid": props.invalid || undefined,
    id: props.id,
    onChange: (event: { target: { value: string } }) =>
      props.onChange(typedText(props, event.target.value), { typing: true }),
    placeholder: props.placeholder,
    readOnly,
    size: "xs" as const,
    fontSize: "sm",
    value: String(contentOf(props.input) ?? ""),
  };
}

function LineControl(props: ControlProps<"text">) {
  const { readOnly } = useForm();
  const line = <Input {...common(props, readOnly)} autoComplete="off" spellCheck={false} />;
  if (readOnly || !namesFile(props.shape, props.path)) return line;
  return (
    <HStack gap={1}>
      {line}
      <FilePicker label={props.label} onPick={(path) => props.onChange(value(path))} />
    </HStack>
  );
}

function LinesControl(props: ControlProps<"text">) {
  const { readOnly } = useForm();
  return <Textarea {...common(props, readOnly)} autoresize maxH="20rem" rows={3} spellCheck={false} />;
}

function SecretControl(props: ControlProps<"text">) {
  const { t } = useTranslation();
  const { readOnly } = useForm();
  const [shown, setShown] = useState(false);
  return (
    <>
      <HStack gap={1}>
        <Input {...common(props, readOnly)} autoComplete="new-password" type={shown ? "text" : "password"} />
        <Button aria-pressed={shown} onClick={() => setShown(!shown)} size="xs" variant="outline">
          {t(shown ? "editor.forms.hide" : "editor.forms.show")}
        </Button>
      </HStack>
      <Text color="orange.fg" fontSize="xs" mt={1}>
        {t("editor.forms.secretText")}
      </Text>
    </>
  );
}

/** A number as people type it; what is no number yet is kept as it stands. */
export function NumberControl(props: ControlProps<"number">) {
  const { t } = useTranslation();
  const { readOnly } = useForm();
  const content = contentOf(props.input);
  const text = content === undefined || content === null ? "" : String(content);
  // "1.0" and "1e3" stay as typed as long as they mean the number in the document.
  const [typed, setTyped] = useState(text);
  const shown = numberIn(typed) === content ? typed : text;

  const change = (next: string) => {
    setTyped(next);
    props.onChange(next === "" && props.optional ? undefined : value(numberIn(next)), { typing: true });
  };
  const step = (event: KeyboardEvent) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!direction || readOnly) return;
    event.preventDefault();
    change(String(stepped(props, content, direction)));
  };

  return (
    <>
      <Input
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid || undefined}
        autoComplete="off"
        id={props.id}
        inputMode={props.shape.whole ? "numeric" : "decimal"}
        onChange={(event) => change(event.target.value)}
        onKeyDown={step}
        placeholder={props.placeholder}
        readOnly={readOnly}
        fontSize="sm"
        size="xs"
        value={shown}
      />
      {isBig(content) ? (
        <Text color="orange.fg" fontSize="xs" mt={1}>
          {t("editor.forms.big")}
        </Text>
      ) : null}
    </>
  );
}

/** The next number up or down, within the limits. */
function stepped({ shape }: ControlProps<"number">, content: unknown, direction: number): number {
  const { multipleOf, minimum, maximum } = shape.rules;
  const size = typeof multipleOf === "number" && multipleOf > 0 ? multipleOf : shape.whole ? 1 : 0.1;
  const start = typeof content === "number" ? content : Number(shape.default ?? 0) || 0;
  const next = Number((start + direction * size).toPrecision(12));
  const least = typeof minimum === "number" ? minimum : Number.NEGATIVE_INFINITY;
  const most = typeof maximum === "number" ? maximum : Number.POSITIVE_INFINITY;
  return Math.min(most, Math.max(least, next));
}
