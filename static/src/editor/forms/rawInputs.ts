import { t } from "../../app/i18n";
import type { NodeInput } from "../model/types";
import { readJson } from "./JsonControl";
import { isRecord } from "./schema";

type Inputs = Record<string, NodeInput>;

/** A node's inputs from JSON text; in words what keeps it from being that. */
export function readInputs(text: string): { inputs: Inputs } | { reason: string } {
  const read = readJson(text);
  if ("reason" in read) return { reason: t("editor.forms.code.wrong", { reason: read.reason }) };
  if (read.lost) return { reason: t("editor.forms.code.digits", { number: read.lost }) };
  const { content } = read;
  if (!isRecord(content)) {
    return { reason: t("editor.forms.raw.object", { place: t("editor.forms.raw.root") }) };
  }
  for (const [name, input] of Object.entries(content)) {
    const reason = wrongWith(input, name, 0);
    if (reason) return { reason };
  }
  return { inputs: content as Inputs };
}

const MOST_LEVELS = 20;
const KEYS: Record<string, readonly string[]> = {
  value: ["kind", "value"],
  upstream: ["kind", "node", "output", "path"],
  list: ["kind", "items"],
  object: ["kind", "fields"],
};

function wrongWith(input: unknown, place: string, depth: number): string | null {
  if (depth > MOST_LEVELS) return t("editor.forms.raw.deep", { place });
  if (!isRecord(input)) return t("editor.forms.raw.object", { place });
  const kind = String(input["kind"]);
  const keys = Object.hasOwn(KEYS, kind) ? KEYS[kind] : undefined;
  if (!keys) return t("editor.forms.raw.kind", { place });
  const missing = keys.find((key) => !(key in input));
  if (missing) return t("editor.forms.raw.missing", { place, key: missing });
  const unknown = Object.keys(input).find((key) => !keys.includes(key));
  if (unknown) return t("editor.forms.raw.unknown", { place, key: unknown, kind });
  return wrongInside(input, kind, place, depth);
}

function wrongInside(
  input: Record<string, unknown>,
  kind: string,
  place: string,
  depth: number,
): string | null {
  if (kind === "upstream") return wrongReference(input, place);
  if (kind === "list") {
    if (!Array.isArray(input["items"])) return t("editor.forms.raw.list", { place, key: "items" });
    return first(input["items"].map((item, index) => wrongWith(item, `${place}[${index}]`, depth + 1)));
  }
  if (kind === "object") {
    if (!isRecord(input["fields"])) return t("editor.forms.raw.object", { place: `${place}.fields` });
    const fields = Object.entries(input["fields"]);
    return first(fields.map(([name, inner]) => wrongWith(inner, `${place}.${name}`, depth + 1)));
  }
  return null;
}

function wrongReference(input: Record<string, unknown>, place: string): string | null {
  for (const key of ["node", "output"]) {
    if (typeof input[key] !== "string" || input[key] === "")
      return t("editor.forms.raw.notText", { place, key });
  }
  const path = input["path"];
  if (!Array.isArray(path)) return t("editor.forms.raw.list", { place, key: "path" });
  const fine = path.every((step) => typeof step === "string" || Number.isInteger(step));
  return fine && path.length <= 20 ? null : t("editor.forms.raw.path", { place });
}

function first(reasons: (string | null)[]): string | null {
  return reasons.find((reason) => reason !== null) ?? null;
}
