import { HStack, IconButton } from "@chakra-ui/react";
import { Link2, List, PencilLine } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useForm } from "./context";

interface SourceToggleProps {
  label: string;
  side: "value" | "upstream";
  /** Whether the other side of an output is a list of outputs, not a value. */
  composite: boolean;
  onValue: () => void;
  onUpstream: () => void;
}

/** Value or upstream output: two buttons, the one in force pressed. */
export function SourceToggle({ label, side, composite, onValue, onUpstream }: SourceToggleProps) {
  const { t } = useTranslation();
  const { readOnly } = useForm();
  const Typed = composite ? List : PencilLine;
  const choices = [
    {
      of: "value",
      icon: Typed,
      word: t(`editor.forms.upstream.${composite ? "rows" : "value"}`),
      choose: onValue,
    },
    { of: "upstream", icon: Link2, word: t("editor.forms.upstream.output"), choose: onUpstream },
  ] as const;
  return (
    <HStack
      aria-label={t("editor.forms.upstream.source", { field: label })}
      bg="bg.muted"
      borderRadius="sm"
      gap={0}
      ms={1}
      p="1px"
      role="group"
    >
      {choices.map(({ of, icon: Icon, word, choose }) => (
        <IconButton
          aria-label={`${label}: ${word}`}
          aria-pressed={side === of}
          bg={side === of ? { base: "bg.panel", _dark: "gray.600" } : "transparent"}
          borderRadius="xs"
          color={side === of ? "brand.fg" : "fg.muted"}
          disabled={readOnly}
          h={5}
          key={of}
          minW={6}
          onClick={() => {
            if (side !== of) choose();
          }}
          shadow={side === of ? "xs" : "none"}
          size="2xs"
          title={word}
          variant="ghost"
        >
          <Icon aria-hidden />
        </IconButton>
      ))}
    </HStack>
  );
}
