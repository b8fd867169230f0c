import { either } from "../../model/fields";
import { canRead, coercion } from "./coercions";
import { alternatives, type JsonSchema, kindOf, listOf } from "./schemas";
import { arrayFit, objectFit } from "./structures";
import { allOf, FITS, type Fit, type Judge, onCondition, refused, say, type Typed, words } from "./verdicts";

/** A judge that remembers what it has judged, so that schemas which contain themselves end. */
export function judge(): Judge {
  const known = new Map<JsonSchema, Map<JsonSchema, Fit>>();
  const judged: Judge = (output, input) => {
    let row = known.get(output.schema);
    if (!row) {
      row = new Map();
      known.set(output.schema, row);
    }
    const before = row.get(input.schema);
    if (before) return before;
    // Met again inside of itself, a pair fits if everything else in it does.
    row.set(input.schema, FITS);
    const fit = whole(output, input, judged);
    row.set(input.schema, fit);
    return fit;
  };
  return judged;
}

/** Judges schemas that may be unions: whatever the output may be has to find a place in the input. */
function whole(output: Typed, input: Typed, judged: Judge): Fit {
  const wanted = alternatives(input.schema, input.root);
  if (wanted.some((one) => kindOf(one) === "any")) return FITS;
  const given = alternatives(output.schema, output.root).map((schema) => ({ schema, root: output.root }));
  const fits = given.map((one) => best(one, wanted, input, judged));
  const fitting = fits.filter((fit) => fit.ok);
  if (fitting.length === 0) return none(given, fits, input);
  const remarks = fitting.flatMap((fit) => (fit.ok && fit.coercion ? [fit.coercion] : []));
  const failing = given.filter((_, index) => !fits[index]?.ok);
  if (failing.some(({ schema }) => kindOf(schema) === "null")) remarks.unshift(say("notNothing"));
  if (failing.some(({ schema }) => kindOf(schema) !== "null")) {
    const good = given.filter((_, index) => fits[index]?.ok);
    const what = either([...new Set(good.map(words))]);
    remarks.unshift(say("onlyIf", { what }));
  }
  return allOf(remarks);
}

/** Why nothing that the output may be fits. */
function none(given: readonly Typed[], fits: readonly Fit[], input: Typed): Fit {
  const something = given.findIndex(({ schema }) => kindOf(schema) !== "null");
  if (something < 0) return refused("nothing", { to: words(input) });
  const others = given.filter(({ schema }) => kindOf(schema) !== "null");
  const [first] = others;
  const fit = fits[something];
  if (others.length === 1 && first && fit) return fit;
  return refused("mismatch", { from: either([...new Set(others.map(words))]), to: words(input) });
}

/** The best place for one alternative of the output among those of the input. */
function best(output: Typed, wanted: readonly JsonSchema[], input: Typed, judged: Judge): Fit {
  const fits = wanted.map((schema) => single(output, { schema, root: input.root }, judged));
  const found = fits.find((fit) => fit.ok && !fit.coercion) ?? fits.find((fit) => fit.ok);
  if (found) return found;
  const others = wanted.flatMap((schema, index) => (kindOf(schema) === "null" ? [] : [fits[index]]));
  const [only] = others;
  if (others.length === 1 && only) return only;
  return refused("mismatch", { from: words(output), to: words(input) });
}

/** Judges two schemas without alternatives. */
function single(output: Typed, input: Typed, judged: Judge): Fit {
  const from = kindOf(output.schema);
  const to = kindOf(input.schema);
  if (from === "any") return onCondition("unknown");
  if (to === "array" && from === "array") return arrayFit(output, input, judged);
  if (to === "object" && from === "object") return objectFit(output, input, judged);
  const choices = input.schema["enum"];
  return Array.isArray(choices) ? choiceFit(output, input, choices) : scalarFit(output, input);
}

function scalarFit(output: Typed, input: Typed): Fit {
  const to = kindOf(input.schema);
  const how = coercion(kindOf(output.schema), to);
  const mismatch = refused("mismatch", { from: words(output), to: words(input) });
  if (how === null) return mismatch;
  if (how === true) return FITS;
  const remark = onCondition(how, { what: words(input) });
  const texts = listOf(output.schema["enum"]).filter((one) => typeof one === "string");
  if (texts.length === 0) return remark;
  const answers = texts.map((text) => canRead(text, to));
  if (answers.every((answer) => answer === "no")) return mismatch;
  return answers.every((answer) => answer === "yes") ? FITS : remark;
}

/** An input that takes a few values only. */
function choiceFit(output: Typed, input: Typed, choices: readonly unknown[]): Fit {
  const shown = choices
    .slice(0, SHOWN)
    .map((choice) => (typeof choice === "string" ? choice : JSON.stringify(choice)));
  if (choices.length > SHOWN) shown.push("...");
  const among = { choices: shown.join(", ") };
  const refusal = refused("noneOf", { from: words(output), ...among });
  if (!scalarFit(output, { schema: { type: input.schema["type"] }, root: input.root }).ok) return refusal;
  const given = output.schema["enum"];
  const sameType = comparable(output.schema) === comparable(input.schema);
  const texts = choices.filter((choice) => typeof choice === "string");
  const from = kindOf(output.schema);
  if (texts.length > 0 && texts.every((choice) => canRead(choice, from) === "no")) return refusal;
  if (input.schema["literal"] === true && !sameType) return refusal;
  if (!Array.isArray(given) || !sameType) return onCondition("oneOf", among);
  const common = given.filter((choice) => choices.includes(choice));
  if (common.length === 0) return refusal;
  return common.length < given.length ? onCondition("oneOf", among) : FITS;
}

/** Whole numbers are compared with numbers as they are. */
function comparable({ type }: JsonSchema): unknown {
  return type === "integer" ? "number" : type;
}

const SHOWN = 8;
