import {
  Field,
  Input,
  NativeSelect,
  NumberInput,
  Separator,
  Stack,
  Switch,
  Textarea,
} from "@chakra-ui/react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useEditor, useEditorStore } from "../model/context";
import { type EditorDocument, RUNTIMES, runtimeOf } from "../model/types";
import type { SettingName } from "./changes";
import { Panel } from "./Panel";
import type { ValidationProblem } from "./problemTarget";
import { targetOf } from "./problemTarget";
import { ScheduleFields } from "./ScheduleFields";
import { SettingField } from "./SettingField";
import { StoragePlace } from "./StoragePlace";
import { TagsField } from "./TagsField";

export type ChangeSetting = <Name extends SettingName>(name: Name, value: EditorDocument[Name]) => void;

interface SettingsPanelProps {
  /** Null for a workflow that isn't created yet. */
  workflowId: number | null;
  problems: readonly ValidationProblem[];
  /** The setting to be focused, such as after a click on its problem. */
  field: string | null;
  readOnly: boolean;
  onClose: () => void;
}

/** What holds for the workflow as a whole. */
export function SettingsPanel({ workflowId, problems, field, readOnly, onClose }: SettingsPanelProps) {
  const { t } = useTranslation();
  const store = useEditorStore();
  const document = useEditor((state) => state.document);
  const box = useRef<HTMLFieldSetElement>(null);

  useEffect(() => {
    if (!field) return;
    const place = box.current?.querySelector(`[data-setting="${CSS.escape(field)}"]`);
    place?.scrollIntoView({ block: "nearest" });
    place?.querySelector<HTMLElement>("input, textarea, select, button")?.focus();
  }, [field]);

  const change: ChangeSetting = (name, value) => {
    const label = t("editor.page.settings.change", {
      field: t(`editor.page.settings.${name as SettingName}`),
    });
    store.getState().change(
      label,
      (draft) => {
        Object.assign(draft.document, { [name]: value });
      },
      { group: `setting ${name}` },
    );
  };
  const found = (name: SettingName) =>
    problems.filter((problem) => {
      const target = targetOf(problem, document);
      return target.kind === "setting" && target.field === name;
    });

  return (
    <Panel onClose={onClose} title={t("editor.page.settingsTitle")}>
      <fieldset disabled={readOnly} ref={box} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
        <Stack gap={4}>
          <SettingField label={t("editor.page.settings.name")} name="name" problems={found("name")}>
            <Input onChange={(event) => change("name", event.target.value)} size="sm" value={document.name} />
          </SettingField>
          <SettingField
            help={t("editor.page.settings.descriptionHelp")}
            label={t("editor.page.settings.description")}
            name="description"
            problems={found("description")}
          >
            <Textarea
              autoresize
              maxH="12rem"
              onChange={(event) => change("description", event.target.value)}
              rows={3}
              size="sm"
              value={document.description}
            />
          </SettingField>
          <TagsField
            disabled={readOnly}
            onChange={(tags) => change("tags", tags)}
            problems={found("tags")}
            tags={document.tags}
          />
          <Separator />
          <ScheduleFields change={change} document={document} found={found} />
          <Separator />
          <SettingField
            help={t("editor.page.settings.maxHelp")}
            label={t("editor.page.settings.max_active_runs")}
            name="max_active_runs"
            problems={found("max_active_runs")}
          >
            <NumberInput.Root
              min={1}
              onValueChange={({ value, valueAsNumber }) =>
                change("max_active_runs", value === "" || Number.isNaN(valueAsNumber) ? null : valueAsNumber)
              }
              size="sm"
              width="full"
              value={document.max_active_runs === null ? "" : String(document.max_active_runs)}
            >
              <NumberInput.Control />
              <NumberInput.Input />
            </NumberInput.Root>
          </SettingField>
          <SettingField label={t("editor.page.settings.runtime")} name="runtime" problems={found("runtime")}>
            <NativeSelect.Root disabled={readOnly} size="sm">
              <NativeSelect.Field
                onChange={(event) => change("runtime", runtimeOf(event.target.value) ?? "auto")}
                value={document.runtime}
              >
                {RUNTIMES.map((one) => (
                  <option key={one} value={one}>
                    {t(`editor.page.settings.runtimes.${one}`)}
                  </option>
                ))}
              </NativeSelect.Field>
              <NativeSelect.Indicator />
            </NativeSelect.Root>
          </SettingField>
          <Separator />
          <StoragePlace workflowId={workflowId} />
        </Stack>
      </fieldset>
    </Panel>
  );
}

export function SettingSwitch(props: {
  label: string;
  help: string;
  name: SettingName;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <Field.Root data-setting={props.name} gap={1}>
      <Switch.Root
        checked={props.checked}
        colorPalette="brand"
        disabled={props.disabled ?? false}
        onCheckedChange={({ checked }) => props.onChange(checked)}
        size="sm"
      >
        <Switch.HiddenInput />
        <Switch.Control />
        <Switch.Label>{props.label}</Switch.Label>
      </Switch.Root>
      <Field.HelperText>{props.help}</Field.HelperText>
    </Field.Root>
  );
}
