import { Stack, Text, Textarea } from "@chakra-ui/react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

interface SecretInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Dots in place of characters, in a field of several lines; where a browser can't, they are out of focus. */
const UNREADABLE = {
  WebkitTextSecurity: "disc",
  "@supports not (-webkit-text-security: disc)": {
    caretColor: "fg",
    color: "transparent",
    textShadow: "0 0 0.9em var(--chakra-colors-fg)",
  },
};

/** Takes a secret unseen. Unlike a password field it keeps line breaks, which keys are made of; Enter submits. */
export function SecretInput({ label, value, onChange }: SecretInputProps) {
  const { t } = useTranslation();
  const lines = secretTyped(value).trimEnd().split("\n").length;
  return (
    <Stack flex="1" gap={1} minW={0}>
      <Textarea
        aria-label={label}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        autoresize
        css={UNREADABLE}
        maxH="8rem"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={submitOnEnter}
        py="7px"
        rows={1}
        size="sm"
        spellCheck={false}
        value={value}
      />
      {lines > 1 ? (
        <Text aria-live="polite" color="fg.muted" fontSize="xs">
          {t("pieces.secretLines", { count: lines })}
        </Text>
      ) : null}
    </Stack>
  );
}

/** The secret that was typed or pasted: the end of a single line came with copying, those of a key are its own. */
export function secretTyped(value: string): string {
  const line = value.replace(/\n$/, "");
  return line.includes("\n") ? value : line;
}

function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
