import type { en } from "../../locales/en";
import type { Kind } from "./schemas";

/** A condition or remark of a coercion: a key of the words. */
export type Remark = keyof (typeof en)["editor"]["model"]["fit"];

/** A text of any format is a text. */
const TEXTS: Partial<Record<Kind, true>> = {
  text: true,
  path: true,
  date: true,
  "date-time": true,
  time: true,
  duration: true,
  uuid: true,
  uri: true,
};

/**
 * What pydantic, in its lenient mode, makes of one simple type where another is wanted: `true` if it always works,
 * a remark if it works on a condition or with a change of meaning. What isn't listed is refused.
 */
const COERCIONS: Partial<Record<Kind, Partial<Record<Kind, Remark | true>>>> = {
  text: TEXTS,
  path: TEXTS,
  integer: { integer: true, number: "whole", boolean: "yesIsOne", text: "wholeText" },
  number: { number: true, integer: true, boolean: "yesIsOne", text: "numberText" },
  boolean: { boolean: true, integer: "zeroOne", number: "zeroOne", text: "boolText" },
  date: {
    date: true,
    "date-time": "atMidnight",
    text: "dateText",
    integer: "timestamp",
    number: "timestamp",
  },
  "date-time": {
    "date-time": true,
    date: "midnight",
    text: "dateText",
    integer: "timestamp",
    number: "timestamp",
  },
  time: { time: true, text: "dateText", integer: "seconds", number: "seconds" },
  duration: {
    duration: true,
    time: "seconds",
    text: "dateText",
    integer: "seconds",
    number: "seconds",
    boolean: "seconds",
  },
  uuid: { uuid: true, text: "dateText" },
  uri: { uri: true, text: "dateText" },
  null: { null: true },
};

/** How a value of one simple type becomes another: always, with a remark, or not at all (null). */
export function coercion(from: Kind, to: Kind): Remark | true | null {
  return COERCIONS[to]?.[from] ?? null;
}

/** How texts of a type look; for the last ones roughly, so that only the Piece can tell for sure. */
const LOOKS: Partial<Record<Kind, RegExp>> = {
  boolean: /^(?:0|1|true|false|t|f|yes|no|y|n|on|off)$/i,
  integer: /^\s*[+-]?\d+(?:_\d+)*(?:\.0*)?\s*$/,
  number: /^\s*[+-]?(?:(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)\s*$/i,
  date: /^\s*[+-]?\d/,
  "date-time": /^\s*[+-]?\d/,
  time: /^\s*\d/,
  duration: /\d/,
  uuid: /^(?:urn:uuid:|\{)?[\da-f]{8}-?[\da-f]{4}/i,
  uri: /^\s*[a-z][a-z\d+.-]*:/i,
};
const SURE: ReadonlySet<Kind> = new Set(["boolean", "integer", "number"]);

/** Whether a known text can be read as a type. */
export function canRead(text: string, to: Kind): "yes" | "perhaps" | "no" {
  const looks = LOOKS[to];
  if (!looks) return "yes";
  if (!looks.test(text)) return "no";
  return SURE.has(to) ? "yes" : "perhaps";
}
