import { HStack, IconButton, Input, InputGroup, Text } from "@chakra-ui/react";
import { ChevronDown, ChevronUp, Search } from "lucide-react";
import { useTranslation } from "react-i18next";

interface SearchFieldProps {
  label: string;
  text: string;
  count: number;
  current: number;
  /** Whether there are more matches than `count`. */
  isMore?: boolean;
  onChange: (text: string) => void;
  onGo: (step: 1 | -1) => void;
}

/** Words to look for, how often they are there, and the way to the next. */
export function SearchField({ label, text, count, current, isMore, onChange, onGo }: SearchFieldProps) {
  const { t } = useTranslation();
  return (
    <HStack flex="1 1 12rem" gap={1} minW={0}>
      <InputGroup
        endElement={
          text === "" ? undefined : (
            <Text as="span" color="fg.muted" fontSize="xs" fontVariantNumeric="tabular-nums" role="status">
              {count === 0 ? t("results.noMatch") : `${current}/${count}${isMore ? "+" : ""}`}
            </Text>
          )
        }
        startElement={<Search aria-hidden size={14} />}
      >
        <Input
          aria-label={label}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") onGo(event.shiftKey ? -1 : 1);
            else if (event.key === "Escape" && text !== "") {
              event.stopPropagation();
              onChange("");
            }
          }}
          placeholder={label}
          size="xs"
          value={text}
        />
      </InputGroup>
      <IconButton
        aria-label={t("results.previousMatch")}
        disabled={count === 0}
        onClick={() => onGo(-1)}
        size="2xs"
        title={t("results.previousMatch")}
        variant="ghost"
      >
        <ChevronUp aria-hidden />
      </IconButton>
      <IconButton
        aria-label={t("results.nextMatch")}
        disabled={count === 0}
        onClick={() => onGo(1)}
        size="2xs"
        title={t("results.nextMatch")}
        variant="ghost"
      >
        <ChevronDown aria-hidden />
      </IconButton>
    </HStack>
  );
}
