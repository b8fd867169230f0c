import { asSchema, isRecord, type JsonSchema, listOf, propertiesOf, requiredOf } from "./schemas";
import { allOf, FITS, type Fit, type Judge, onCondition, refused, say, type Typed } from "./verdicts";

/** Judges lists and objects part by part. */

export function arrayFit(output: Typed, input: Typed, judged: Judge): Fit {
  const given = listOf(output.schema["prefixItems"]);
  const wanted = listOf(input.schema["prefixItems"]);
  if (wanted.length > 0) return tupleFit(output, input, judged);
  const items = typed(input, input.schema["items"]);
  const parts = given.length > 0 ? given : [output.schema["items"]];
  const fits = parts.map((part) => named("items", {}, judged(typed(output, part), items)));
  return together([...fits, countFit(output.schema, input.schema, given.length)]);
}

/** A list of fixed places, each with a type of its own. */
function tupleFit(output: Typed, input: Typed, judged: Judge): Fit {
  const given = listOf(output.schema["prefixItems"]);
  const wanted = listOf(input.schema["prefixItems"]);
  if (given.length > 0 && given.length !== wanted.length) {
    return refused("wrongCount", { from: given.length, to: wanted.length });
  }
  const fits = wanted.map((place, index) => {
    const part = given[index] ?? output.schema["items"];
    return named("field", { field: `${index + 1}` }, judged(typed(output, part), typed(input, place)));
  });
  const { minItems, maxItems } = output.schema;
  const sure = given.length > 0 || (minItems === wanted.length && maxItems === wanted.length);
  return together([...fits, sure ? FITS : onCondition("count", { count: wanted.length })]);
}

function countFit(output: JsonSchema, input: JsonSchema, places: number): Fit {
  const least = number(output["minItems"]) ?? places;
  const most = number(output["maxItems"]) ?? (places || Number.POSITIVE_INFINITY);
  const minimum = number(input["minItems"]) ?? 0;
  const maximum = number(input["maxItems"]) ?? Number.POSITIVE_INFINITY;
  if (most < minimum) return refused("wrongCount", { from: most, to: minimum });
  if (least > maximum) return refused("wrongCount", { from: least, to: maximum });
  return together([
    least < minimum ? onCondition("minimum", { count: minimum }) : FITS,
    most > maximum ? onCondition("maximum", { count: maximum }) : FITS,
  ]);
}

export function objectFit(output: Typed, input: Typed, judged: Judge): Fit {
  const given = propertiesOf(output.schema);
  const wanted = propertiesOf(input.schema);
  const missing = [...requiredOf(input.schema)].filter(
    (name) => Object.hasOwn(wanted, name) && !Object.hasOwn(given, name),
  );
  if (missing.length > 0 && !isOpen(output.schema)) {
    return refused("missingFields", { fields: missing.join(", ") });
  }
  const extra = Object.keys(given).filter((name) => !Object.hasOwn(wanted, name));
  const others = input.schema["additionalProperties"];
  if (others === false && extra.length > 0) return refused("extraFields", { fields: extra.join(", ") });
  const fits = Object.entries(wanted).map(([name, part]) =>
    fieldFit(output, name, typed(input, part), missing.includes(name), judged),
  );
  if (isRecord(others)) fits.push(...extraFits(output, extra, typed(input, others), judged));
  return together([
    ...(missing.length > 0 ? [onCondition("needsFields", { fields: missing.join(", ") })] : []),
    ...fits,
  ]);
}

function fieldFit(output: Typed, field: string, input: Typed, needed: boolean, judged: Judge): Fit {
  const given = propertiesOf(output.schema);
  if (Object.hasOwn(given, field))
    return named("field", { field }, judged(typed(output, given[field]), input));
  const others = output.schema["additionalProperties"];
  if (!isRecord(others)) return FITS;
  const fit = judged(typed(output, others), input);
  // The field may well be absent, and then nothing is wrong with it.
  return fit.ok || needed ? named("field", { field }, fit) : onCondition("without", { field });
}

/** Fields that the input doesn't name, but takes if they are of its type for others. */
function extraFits(output: Typed, names: readonly string[], input: Typed, judged: Judge): Fit[] {
  const given = propertiesOf(output.schema);
  const fits = names.map((field) => named("field", { field }, judged(typed(output, given[field]), input)));
  if (isOpen(output.schema)) {
    const others = typed(output, output.schema["additionalProperties"]);
    fits.push(named("items", {}, judged(others, input)));
  }
  return fits;
}

/** Whether an object may have fields that its schema doesn't name. */
function isOpen(schema: JsonSchema): boolean {
  const others = schema["additionalProperties"];
  if (others === undefined) return Object.keys(propertiesOf(schema)).length === 0;
  return others !== false;
}

/** Says of which part a fit speaks. */
function named(key: "items" | "field", values: Record<string, string>, fit: Fit): Fit {
  if (!fit.ok) return { ok: false, reason: say(key, { ...values, text: fit.reason }) };
  return fit.coercion ? { ok: true, coercion: say(key, { ...values, text: fit.coercion }) } : fit;
}

function together(fits: readonly Fit[]): Fit {
  const refusal = fits.find((fit) => !fit.ok);
  return refusal ?? allOf(fits.flatMap((fit) => (fit.ok && fit.coercion ? [fit.coercion] : [])));
}

function typed({ root }: Typed, schema: unknown): Typed {
  return { schema: asSchema(schema), root };
}

function number(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
