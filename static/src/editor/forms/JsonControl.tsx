import { Text } from "@chakra-ui/react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { CodeControl } from "./CodeControl";
import { type ControlProps, contentOf } from "./context";
import { value } from "./inputs";
import { lostNumber, same } from "./values";

/** Any value, as JSON; what is no JSON yet stays here and changes nothing. */
export function JsonControl(props: ControlProps) {
  const { t } = useTranslation();
  const errorId = useId();
  const content = contentOf(props.input);
  const written = content === undefined ? "" : JSON.stringify(content, null, 2);
  const [draft, setDraft] = useState({ text: written, of: content });
  // Another value came from elsewhere, such as undo: it goes before what was typed.
  const text = same(draft.of, content) ? draft.text : written;
  const read = readJson(text);

  const change = (next: string) => {
    const result = readJson(next);
    if (next.trim() === "" && props.optional) {
      setDraft({ text: next, of: undefined });
      props.onChange(undefined, { typing: true });
    } else if ("content" in result && !result.lost) {
      setDraft({ text: next, of: result.content });
      if (!same(result.content, content)) props.onChange(value(result.content), { typing: true });
    } else {
      setDraft({ text: next, of: content });
    }
  };

  const wrong = text.trim() !== "" && ("reason" in read || read.lost);
  return (
    <>
      <CodeControl
        describedBy={[props.describedBy, wrong ? errorId : null].filter(Boolean).join(" ") || undefined}
        invalid={props.invalid || Boolean(wrong)}
        label={props.label}
        language="json"
        onChange={change}
        rows={4}
        value={text}
      />
      {wrong ? (
        <Text color="fg.error" fontSize="xs" id={errorId} mt={1} role="alert">
          {"reason" in read
            ? t("editor.forms.code.wrong", { reason: read.reason })
            : t("editor.forms.code.digits", { number: read.lost ?? "" })}
        </Text>
      ) : null}
    </>
  );
}

type Read = { content: unknown; lost: string | null } | { reason: string };

/** Reads JSON; `lost` is a number that would lose digits by it. */
export function readJson(text: string): Read {
  try {
    return { content: JSON.parse(text) as unknown, lost: lostNumber(text) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
