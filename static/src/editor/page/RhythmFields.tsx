import { HStack, Input, NativeSelect, Text } from "@chakra-ui/react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PARTS, type Rhythm, timeOf, weekdays } from "../../model/rhythm";

interface RhythmFieldsProps {
  rhythm: Rhythm;
  onChange: (rhythm: Rhythm) => void;
}

/** On which day and at what time, as far as the rhythm asks for it. */
export function RhythmFields({ rhythm, onChange }: RhythmFieldsProps) {
  const { t, i18n } = useTranslation();
  const parts = PARTS[rhythm.every];
  if (parts.length === 0) return null;
  const change = (part: Partial<Rhythm>) => onChange({ ...rhythm, ...part });
  return (
    <HStack gap={2} width="full">
      {parts.includes("weekday") ? (
        <Choice
          label={t("editor.page.settings.weekday")}
          onChange={(weekday) => change({ weekday })}
          value={rhythm.weekday}
        >
          {weekdays(i18n.language).map((name, day) => (
            <option key={name} value={day}>
              {name}
            </option>
          ))}
        </Choice>
      ) : null}
      {parts.includes("day") ? (
        <Choice label={t("editor.page.settings.day")} onChange={(day) => change({ day })} value={rhythm.day}>
          {Array.from({ length: 31 }, (_, index) => index + 1).map((day) => (
            <option key={day} value={day}>
              {t("editor.page.settings.dayNumber", { day })}
            </option>
          ))}
        </Choice>
      ) : null}
      {parts.includes("minute") ? (
        <Choice
          label={t("editor.page.settings.minute")}
          onChange={(minute) => change({ minute })}
          value={rhythm.minute}
        >
          {Array.from({ length: 60 }, (_, minute) => minute).map((minute) => (
            <option key={minute} value={minute}>
              {t("editor.page.settings.minutePast", { minute: String(minute).padStart(2, "0") })}
            </option>
          ))}
        </Choice>
      ) : null}
      {parts.includes("time") ? (
        <>
          <Text as="span" color="fg.muted" fontSize="sm">
            {t("editor.page.settings.at")}
          </Text>
          <Input
            aria-label={t("editor.page.settings.time")}
            flex="0 1 8rem"
            onChange={(event) => {
              const [hour, minute] = event.target.value.split(":").map(Number);
              // Half a time, while it is typed, is empty.
              if (hour !== undefined && minute !== undefined) change({ hour, minute });
            }}
            px={2}
            size="sm"
            type="time"
            value={timeOf(rhythm)}
          />
        </>
      ) : null}
    </HStack>
  );
}

interface ChoiceProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
  children: ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <NativeSelect.Root flex={1} size="sm">
      <NativeSelect.Field
        aria-label={label}
        onChange={(event) => onChange(Number(event.target.value))}
        value={value}
      >
        {children}
      </NativeSelect.Field>
      <NativeSelect.Indicator />
    </NativeSelect.Root>
  );
}
