import { t } from "../../app/i18n";
import { typeOf } from "../../model/fields";
import type { Remark } from "./coercions";
import type { JsonSchema } from "./schemas";

/** Whether an output fits an input; `coercion` says in words on what condition or with what change. */
export type Fit = { ok: true; coercion?: string } | { ok: false; reason: string };

/** A schema without alternatives, or a whole one, with what its references refer to. */
export interface Typed {
  schema: JsonSchema;
  root: JsonSchema;
}

/** Judges a part of an output against a part of an input. */
export type Judge = (output: Typed, input: Typed) => Fit;

export const FITS: Fit = { ok: true };

export function onCondition(key: Remark, values: Record<string, string | number> = {}): Fit {
  return { ok: true, coercion: say(key, values) };
}

export function refused(key: Remark, values: Record<string, string | number> = {}): Fit {
  return { ok: false, reason: say(key, values) };
}

export function say(key: Remark, values: Record<string, string | number> = {}): string {
  return t(`editor.model.fit.${key}`, values);
}

/** A fit on all these conditions. */
export function allOf(remarks: readonly string[]): Fit {
  return remarks.length === 0 ? FITS : { ok: true, coercion: [...new Set(remarks)].join("; ") };
}

/** A type as people say it. */
export function words({ schema, root }: Typed): string {
  return typeOf(schema, root);
}
