import { HStack, Input, NativeSelect, Stack, Text } from "@chakra-ui/react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { cronOf, presetOf, RHYTHMS, type Rhythm, rhythmOf } from "../../model/rhythm";
import { inWords, type Schedule } from "../../model/schedule";
import type { EditorDocument } from "../model/types";
import type { SettingName } from "./changes";
import { NextRuns } from "./NextRuns";
import type { ValidationProblem } from "./problemTarget";
import { RhythmFields } from "./RhythmFields";
import { SettingField } from "./SettingField";
import { type ChangeSetting, SettingSwitch } from "./SettingsPanel";
import { isoFrom, knownZone, localIn, ownZone, zones } from "./zoned";

/** What a schedule begins as: before people come to work. */
const MORNING: Rhythm = { every: "day", minute: 0, hour: 6, weekday: 1, day: 1 };

interface ScheduleFieldsProps {
  document: EditorDocument;
  change: ChangeSetting;
  found: (name: SettingName) => ValidationProblem[];
}

/** When the workflow runs by itself. */
export function ScheduleFields({ document, change, found }: ScheduleFieldsProps) {
  const { t } = useTranslation();
  const { schedule, start, end, catchup } = document;
  const zone = schedule.kind === "none" ? "UTC" : (schedule.timezone ?? "UTC");

  const rhythm = rhythmOf(schedule as Schedule);
  /** Somebody who writes an expression goes on writing it, whatever it comes to mean meanwhile. */
  const [isWriting, setWriting] = useState(false);
  const isCron = schedule.kind === "cron" && (isWriting || rhythm === null);
  const choose = (choice: string) => {
    setWriting(choice === "cron");
    const timezone = schedule.kind === "none" ? ownZone() : zone;
    const every = RHYTHMS.find((one) => one === choice);
    const known = rhythm ?? MORNING;
    if (choice === "cron") change("schedule", { kind: "cron", cron: cronOf(known), timezone });
    else if (every) change("schedule", scheduleOf({ ...known, every }, timezone));
    else change("schedule", { kind: "none" });
  };

  return (
    <Stack gap={4}>
      <SettingField label={t("editor.page.settings.schedule")} name="schedule" problems={found("schedule")}>
        <NativeSelect.Root size="sm">
          <NativeSelect.Field
            onChange={(event) => choose(event.target.value)}
            value={isCron ? "cron" : (rhythm?.every ?? "none")}
          >
            <option value="none">{t("editor.page.settings.none")}</option>
            {RHYTHMS.map((every) => (
              <option key={every} value={every}>
                {t(`editor.page.settings.every.${every}`)}
              </option>
            ))}
            <option value="cron">{t("editor.page.settings.cron")}</option>
          </NativeSelect.Field>
          <NativeSelect.Indicator />
        </NativeSelect.Root>
        {schedule.kind === "cron" && isCron ? (
          <>
            <Input
              aria-label={t("editor.page.settings.cron")}
              fontFamily="mono"
              onChange={(event) => {
                setWriting(true);
                change("schedule", { ...schedule, cron: event.target.value });
              }}
              size="sm"
              spellCheck={false}
              value={schedule.cron}
            />
            <Text color="fg.muted" fontSize="xs">
              {t("editor.page.settings.cronHelp")}
            </Text>
          </>
        ) : rhythm ? (
          <RhythmFields onChange={(next) => change("schedule", scheduleOf(next, zone))} rhythm={rhythm} />
        ) : null}
        {schedule.kind === "none" ? null : (
          <>
            <ZoneChoice onChange={(timezone) => change("schedule", { ...schedule, timezone })} zone={zone} />
            <Text aria-live="polite" color="fg.muted" fontSize="sm">
              {words(schedule as Schedule)}
            </Text>
          </>
        )}
      </SettingField>
      {schedule.kind === "none" ? null : <NextRuns document={document} zone={knownZone(zone)} />}
      <Stack gap={4}>
        <MomentField
          help={t("editor.page.settings.startHelp", { timezone: knownZone(zone) })}
          iso={start}
          name="start"
          onChange={(iso) => change("start", iso)}
          problems={found("start")}
          zone={knownZone(zone)}
        />
        <MomentField
          help={t("editor.page.settings.endHelp", { timezone: knownZone(zone) })}
          iso={end}
          name="end"
          onChange={(iso) => change("end", iso)}
          problems={found("end")}
          zone={knownZone(zone)}
        />
      </Stack>
      <SettingSwitch
        checked={catchup}
        help={t("editor.page.settings.catchupHelp")}
        label={t("editor.page.settings.catchup")}
        name="catchup"
        onChange={(checked) => change("catchup", checked)}
      />
    </Stack>
  );
}

/** A rhythm as documents keep it. */
function scheduleOf(rhythm: Rhythm, timezone: string): EditorDocument["schedule"] {
  const preset = presetOf(rhythm);
  return preset ? { kind: "preset", preset, timezone } : { kind: "cron", cron: cronOf(rhythm), timezone };
}

/** The schedule in words; nothing for a cron expression that can't be read. */
function words(schedule: Schedule): string {
  const found = inWords(schedule);
  return schedule.cron && found.startsWith(schedule.cron) ? "" : found;
}

function ZoneChoice({ zone, onChange }: { zone: string; onChange: (zone: string) => void }) {
  const { t } = useTranslation();
  const all = useMemo(zones, []);
  const isKnown = all.some(([, names]) => names.includes(zone));
  return (
    <HStack gap={2} mt={1} width="full">
      <Text as="span" color="fg.muted" flexShrink={0} fontSize="sm">
        {t("editor.page.settings.timezone")}
      </Text>
      <NativeSelect.Root size="sm">
        <NativeSelect.Field
          aria-label={t("editor.page.settings.timezone")}
          onChange={(event) => onChange(event.target.value)}
          value={zone}
        >
          {isKnown ? null : <option value={zone}>{zone}</option>}
          {all.map(([region, names]) => (
            <optgroup key={region} label={region}>
              {names.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </optgroup>
          ))}
        </NativeSelect.Field>
        <NativeSelect.Indicator />
      </NativeSelect.Root>
    </HStack>
  );
}

interface MomentFieldProps {
  name: "start" | "end";
  iso: string | null;
  zone: string;
  help: string;
  problems: readonly ValidationProblem[];
  onChange: (iso: string | null) => void;
}

function MomentField({ name, iso, zone, help, problems, onChange }: MomentFieldProps) {
  const { t } = useTranslation();
  return (
    <SettingField help={help} label={t(`editor.page.settings.${name}`)} name={name} problems={problems}>
      <Input
        onChange={(event) => onChange(isoFrom(zone, event.target.value))}
        px={2}
        size="sm"
        type="datetime-local"
        value={localIn(zone, iso)}
      />
    </SettingField>
  );
}
