import { t } from "../../app/i18n";
import { isDate, isTime, momentParts } from "./moments";
import { isRecord, type Shape } from "./schema";
import { numberIn, same } from "./values";

/**
 * Checks at once what the server checks a moment later, as far as it can be told for sure.
 *
 * Only what a Piece certainly refuses is reported; whatever is in doubt is left to the server.
 */
export function findingsOf(shape: Shape, content: unknown): string[] {
  if (content === null && shape.nullable) return [];
  if (shape.kind === "number") return numberFindings(shape, content);
  if (shape.kind === "text" && typeof content === "string") return textFindings(shape, content);
  if (shape.kind === "list" && Array.isArray(content)) return listFindings(shape.rules, content);
  if (shape.kind === "dict" && isRecord(content)) {
    return counted(shape.rules, "Properties", Object.keys(content).length, "entries");
  }
  return [];
}

type Rules = Shape["rules"];

function numberFindings(shape: Shape & { kind: "number" }, content: unknown): string[] {
  const number = typeof content === "string" ? numberIn(content) : content;
  if (number === "") return [t("editor.forms.checks.noNumber")];
  if (typeof number === "string") {
    if (/^\s*[+-]?\d+\s*$/.test(number)) return [];
    return [t(shape.whole ? "editor.forms.checks.notWhole" : "editor.forms.checks.notNumber")];
  }
  if (typeof number !== "number") return [];
  if (shape.whole && !Number.isInteger(number)) return [t("editor.forms.checks.notWhole")];
  return limitFindings(shape.rules, number);
}

function limitFindings(rules: Rules, number: number): string[] {
  const found: string[] = [];
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = rules;
  if (isNumber(minimum) && number < minimum) found.push(t("editor.forms.checks.minimum", { limit: minimum }));
  if (isNumber(maximum) && number > maximum) found.push(t("editor.forms.checks.maximum", { limit: maximum }));
  if (isNumber(exclusiveMinimum) && number <= exclusiveMinimum) {
    found.push(t("editor.forms.checks.above", { limit: exclusiveMinimum }));
  }
  if (isNumber(exclusiveMaximum) && number >= exclusiveMaximum) {
    found.push(t("editor.forms.checks.below", { limit: exclusiveMaximum }));
  }
  if (isNumber(multipleOf) && multipleOf > 0 && !isMultiple(number, multipleOf)) {
    found.push(t("editor.forms.checks.multiple", { of: multipleOf }));
  }
  return found;
}

function isMultiple(number: number, of: number): boolean {
  const times = number / of;
  // 0.3 is three times 0.1, whatever binary fractions say.
  return Math.abs(times - Math.round(times)) <= 1e-9 * Math.max(1, Math.abs(times));
}

function textFindings(shape: Shape & { kind: "text" }, content: string): string[] {
  if (shape.format) return formatFindings(shape.format, content);
  const found = counted(shape.rules, "Length", [...content].length, "letters");
  const { pattern } = shape.rules;
  if (typeof pattern === "string" && matchesPattern(pattern, content) === false) {
    found.push(t("editor.forms.checks.pattern", { pattern }));
  }
  return found;
}

function formatFindings(format: string, content: string): string[] {
  if (content === "") return [t(`editor.forms.checks.${format === "date-time" ? "moment" : "empty"}`)];
  const known =
    (format === "date" && (isDate(content) || momentParts(content) !== null)) ||
    (format === "time" && (isTime(content) || /^\d\d:\d\d/.test(content))) ||
    (format === "date-time" && (momentParts(content) !== null || /^\d/.test(content))) ||
    (format === "duration" && /^[-+]?[P\d]/.test(content));
  if (known) return [];
  const key = { date: "date", time: "time", "date-time": "moment", duration: "duration" } as const;
  return [t(`editor.forms.checks.${key[format as keyof typeof key]}`)];
}

/** Whether the text has the pattern; null where Python's patterns and the browser's may differ. */
function matchesPattern(pattern: string, content: string): boolean | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range, where both agree
  if (!/^[\x00-\x7f]*$/.test(content) || /\(\?[^:=!<]|\\[AZ]|\\p|\[\[/.test(pattern)) return null;
  try {
    return new RegExp(pattern).test(content);
  } catch {
    return null;
  }
}

function listFindings(rules: Rules, content: unknown[]): string[] {
  const found = counted(rules, "Items", content.length, "items");
  const twice = content.some((item, index) => content.slice(0, index).some((other) => same(item, other)));
  if (rules["uniqueItems"] === true && twice) found.push(t("editor.forms.checks.unique"));
  return found;
}

type Countable = "letters" | "items" | "entries";

function counted(rules: Rules, keyword: string, count: number, what: Countable): string[] {
  const [least, most] = [rules[`min${keyword}`], rules[`max${keyword}`]];
  const found: string[] = [];
  if (isNumber(least) && count < least) found.push(t(`editor.forms.checks.few_${what}`, { count: least }));
  if (isNumber(most) && count > most) found.push(t(`editor.forms.checks.many_${what}`, { count: most }));
  return found;
}

/** What a field accepts beyond its type, in words; empty if anything of its type will do. */
export function hintOf(shape: Shape): string {
  const { rules } = shape;
  const parts: string[] = [];
  if (shape.kind === "number") parts.push(...numberHints(rules));
  if (shape.kind === "text" && !shape.format) parts.push(...textHints(shape));
  if (shape.kind === "list") parts.push(...range(rules["minItems"], rules["maxItems"], "items"));
  if (shape.kind === "dict") parts.push(...range(rules["minProperties"], rules["maxProperties"], "entries"));
  return parts.join(", ");
}

/** Nobody counts more characters than these, and that a text is not empty says the star. */
const COUNTED = 100;

function textHints({ rules, description }: Shape): string[] {
  const { minLength, maxLength, pattern } = rules;
  const most = isNumber(maxLength) && maxLength <= COUNTED ? maxLength : null;
  const least = isNumber(minLength) && minLength > 1 ? minLength : null;
  const parts = range(least, most, "letters");
  // Where words say what is wanted, the expression only frightens; what doesn't match is told anyway.
  if (typeof pattern === "string" && description === "")
    parts.push(t("editor.forms.hints.pattern", { pattern }));
  return parts;
}

function numberHints(rules: Rules): string[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = rules;
  const parts: string[] = [];
  if (isNumber(minimum) && isNumber(maximum)) {
    parts.push(t("editor.forms.hints.between", { from: minimum, to: maximum }));
  } else {
    if (isNumber(minimum)) parts.push(t("editor.forms.hints.from", { limit: minimum }));
    if (isNumber(maximum)) parts.push(t("editor.forms.hints.to", { limit: maximum }));
  }
  if (isNumber(exclusiveMinimum)) parts.push(t("editor.forms.hints.above", { limit: exclusiveMinimum }));
  if (isNumber(exclusiveMaximum)) parts.push(t("editor.forms.hints.below", { limit: exclusiveMaximum }));
  if (isNumber(multipleOf)) parts.push(t("editor.forms.hints.multiple", { of: multipleOf }));
  return parts;
}

function range(least: unknown, most: unknown, what: Countable): string[] {
  const from = isNumber(least) && least > 0 ? least : null;
  if (from !== null && isNumber(most)) {
    return [
      from === most
        ? t(`editor.forms.hints.exactly_${what}`, { count: most })
        : t(`editor.forms.hints.range_${what}`, { from, to: most }),
    ];
  }
  if (from !== null) return [t(`editor.forms.hints.least_${what}`, { count: from })];
  return isNumber(most) ? [t(`editor.forms.hints.most_${what}`, { count: most })] : [];
}

function isNumber(content: unknown): content is number {
  return typeof content === "number";
}
