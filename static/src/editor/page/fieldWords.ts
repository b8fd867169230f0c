import type { TFunction } from "i18next";
import { AMOUNT_BOUNDS, type Amount } from "../model/resources";
import { alternatives, asSchema, type JsonSchema, propertiesOf, titleOf } from "../model/schemas";
import { SETTING_NAMES } from "./changes";

const OPTIONS = {
  piece: "piece",
  runtime: "runtime",
  retries: "retries",
  retry_delay_seconds: "delay",
  timeout_seconds: "timeout",
} as const;
const BETWEEN = " › ";
const STEP = /[^.[\]]+|\[\d+\]/g;

/**
 * What the form calls a node's field: "Conditions › 2 › Column" for `conditions[1].column`, the name of an
 * option for `retries`. What the schema doesn't know is called as it is.
 */
export function fieldWords(field: string, schema: unknown, t: TFunction): string {
  const root = asSchema(schema);
  const [first = field] = field.match(STEP) ?? [];
  return Object.hasOwn(propertiesOf(root), first) ? inputWords(field, root) : optionWords(field, t);
}

function inputWords(field: string, root: JsonSchema): string {
  let here: JsonSchema[] = [root];
  const words: string[] = [];
  for (const step of field.match(STEP) ?? []) {
    const place = /^\[(\d+)\]$/.exec(step);
    const next: unknown[] = here.map((one) =>
      place ? one["items"] : (propertiesOf(one)[step] ?? one["additionalProperties"]),
    );
    const found = next.filter((one) => one !== undefined);
    const titled = here.map((one) => propertiesOf(one)[step]).find((one) => one !== undefined);
    words.push(place ? String(Number(place[1]) + 1) : titleOf(titled, step));
    here = found.flatMap((one) => alternatives(one, root));
  }
  return words.join(BETWEEN);
}

function optionWords(field: string, t: TFunction): string {
  const amount = field.startsWith("resources.") ? field.slice("resources.".length) : "";
  if (Object.hasOwn(AMOUNT_BOUNDS, amount)) return t(`editor.forms.resources.${amount as Amount}`);
  if (field === "name") return t("editor.page.settings.name");
  if (!Object.hasOwn(OPTIONS, field)) return field;
  return t(`editor.forms.node.${OPTIONS[field as keyof typeof OPTIONS]}`);
}

/** What the panel of settings calls a field of the workflow: "Schedule" for `schedule.cron`. */
export function settingWords(field: string, t: TFunction): string {
  const setting = SETTING_NAMES.find((one) => one === field.match(STEP)?.[0]);
  return setting ? t(`editor.page.settings.${setting}`) : field;
}
