import { afterEach, expect, test } from "vitest";
import { speak, t } from "../app/i18n";
import { languageOf } from "../app/language";
import { typeOf } from "../model/fields";
import { inWords } from "../model/schedule";
import { label } from "../model/states";
import { duration, relative, size } from "../model/time";
import { de } from "./de";
import { en } from "./en";

type Leaves = Map<string, string>;

function leavesOf(words: object, before = ""): Leaves {
  const found: Leaves = new Map();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === "string") found.set(`${before}${key}`, value);
    else for (const [inner, text] of leavesOf(value, `${before}${key}.`)) found.set(inner, text);
  }
  return found;
}

function variablesOf(text: string): string[] {
  return [...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, name]) => name ?? "").sort();
}

const english = leavesOf(en);

// The document's language is set where there is a document.
globalThis.document ??= { documentElement: { lang: "" } } as unknown as Document;
afterEach(() => speak("en"));

test("German has a word for each English one, and no others", () => {
  expect([...leavesOf(de).keys()]).toEqual([...english.keys()]);
});

test("each German text says what the English one says: the same values are in it", () => {
  const differing = [...leavesOf(de)].filter(
    ([key, text]) => variablesOf(text).join() !== variablesOf(english.get(key) ?? "").join(),
  );
  expect(differing).toEqual([]);
});

test.each([
  ["English", english],
  ["German", leavesOf(de)],
])("in %s no text is empty, and each number has its singular and its plural", (_name, leaves) => {
  expect([...leaves].filter(([, text]) => text.trim() === "")).toEqual([]);
  const counted = [...leaves.keys()].filter((key) => /_(one|other|zero)$/.test(key));
  const stems = new Set(counted.map((key) => key.replace(/_(one|other|zero)$/, "")));
  expect([...stems].filter((stem) => !leaves.has(`${stem}_one`) || !leaves.has(`${stem}_other`))).toEqual([]);
});

test("nobody is addressed in German", () => {
  const addressed = [...leavesOf(de)].filter(([, text]) =>
    /\b(du|dein\w*|dich|dir|Ihnen|Ihr Konto)\b/.test(text),
  );
  expect(addressed).toEqual([]);
});

test.each([
  [["de"], "de"],
  [[null, "de-AT", "en"], "de"],
  [["de_CH"], "de"],
  [["en", "de-AT"], "en"],
  [["fr", "de"], "de"],
  [["ja", "fr"], "en"],
  [[null], "en"],
] as const)("of the wishes %j the app speaks %s", (wishes, language) => {
  expect(languageOf(wishes)).toBe(language);
});

test("in German, words, plurals, times, sizes and schedules are German", async () => {
  await speak("de");
  expect(document.documentElement.lang).toBe("de");
  expect(t("pieces.problems", { count: 1 })).toBe("1 Problem");
  expect(t("pieces.problems", { count: 2 })).toBe("2 Probleme");
  expect(t("run.lines", { count: 12345 })).toBe("12.345 Zeilen");
  expect(label("upstream_failed")).toBe("Vorgelagert fehlgeschlagen");
  expect(duration(4.25)).toBe("4,3 s");
  expect(size(1400)).toBe("1,4 kB");
  const now = new Date("2026-01-31T12:00:00Z");
  expect(relative(new Date(now.getTime() - 300_000), now)).toBe("vor 5 Minuten");
  expect(relative(now, now)).toBe("gerade eben");
  expect(typeOf({ anyOf: [{ type: "integer" }, { type: "null" }] }, {})).toBe("ganze Zahl oder nichts");
  expect(inWords({ kind: "cron", cron: "5 18 * * 1" })).toBe("Jeden Montag um 18:05");
  expect(inWords({ kind: "cron", cron: "0 6 * 1 *" })).toBe("Um 06:00, nur im Januar");
});

test("back in English, everything is English again", async () => {
  await speak("de");
  await speak("en");
  expect(document.documentElement.lang).toBe("en");
  expect(duration(4.25)).toBe("4.3 s");
  expect(inWords({ kind: "cron", cron: "0 6 * 1 *" })).toBe("At 06:00, only in January");
});
