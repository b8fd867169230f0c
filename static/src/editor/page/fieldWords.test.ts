import { expect, test } from "vitest";
import { t } from "../../app/i18n";
import { fieldWords, settingWords } from "./fieldWords";

const SCHEMA = {
  type: "object",
  properties: {
    conditions: { title: "Conditions", type: "array", items: { $ref: "#/$defs/Condition" } },
    maybe: { title: "Perhaps", anyOf: [{ $ref: "#/$defs/Condition" }, { type: "null" }] },
    named: { title: "By name", type: "object", additionalProperties: { $ref: "#/$defs/Condition" } },
    retries: { title: "Tries", type: "integer" },
    bare: { type: "string" },
  },
  $defs: { Condition: { type: "object", properties: { column: { title: "Column", type: "string" } } } },
};

test.each([
  ["conditions", "Conditions"],
  ["conditions[1].column", "Conditions › 2 › Column"],
  ["conditions[0].nothing", "Conditions › 1 › nothing"],
  ["maybe.column", "Perhaps › Column"],
  ["named.first.column", "By name › first › Column"],
  ["bare", "bare"],
])("the input %s is called as in the form", (field, words) => {
  expect(fieldWords(field, SCHEMA, t)).toBe(words);
});

test("an option is called by its name, unless an input is called like it", () => {
  expect(fieldWords("timeout_seconds", SCHEMA, t)).toBe("Time limit");
  expect(fieldWords("resources.cpu_limit", SCHEMA, t)).toBe("CPU limit (cores)");
  expect(fieldWords("retries", {}, t)).toBe("Retries");
  expect(fieldWords("retries", SCHEMA, t)).toBe("Tries");
});

test("what nobody knows is called as it is", () => {
  expect(fieldWords("gone[2].x", undefined, t)).toBe("gone[2].x");
  expect(fieldWords("", SCHEMA, t)).toBe("");
  expect(fieldWords("constructor", SCHEMA, t)).toBe("constructor");
  expect(settingWords("edges[0]", t)).toBe("edges[0]");
});

test("a setting is called as in its panel", () => {
  expect(settingWords("schedule.cron", t)).toBe("Schedule");
  expect(settingWords("max_active_runs", t)).toBe("Runs at the same time");
});
