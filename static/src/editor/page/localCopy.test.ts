import { expect, test } from "vitest";
import { emptyContent } from "../model/completed";
import { copyKey, dropCopy, findCopies, keepCopy, type Place } from "./localCopy";

function place(): Place & { map: Map<string, string> } {
  const map = new Map<string, string>();
  return {
    map,
    get length() {
      return map.size;
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
}

const copy = (key: string, at: string, name = "W") => ({
  key,
  at,
  content: emptyContent(name),
  draftId: null,
  baseVersion: null,
});
const NOW = new Date("2026-01-31T00:00:00Z");

test("copies are found by workflow, newest first, each window's by itself", () => {
  const here = place();
  const keys = [copyKey(1, 5), copyKey(1, 5), copyKey(1, 55), copyKey(2, 5), copyKey(1, null)];
  keys.forEach((key, index) => {
    keepCopy(here, copy(key, `2026-01-30T0${index}:00:00Z`, `W${index}`));
  });
  expect(findCopies(here, 1, 5, NOW).map(({ content }) => content.document.name)).toEqual(["W1", "W0"]);
  expect(findCopies(here, 1, null, NOW).length).toBe(1);
  dropCopy(here, keys[0] ?? "");
  expect(findCopies(here, 1, 5, NOW).map(({ key }) => key)).toEqual([keys[1]]);
});

test("what can't be read is passed over, what is too old goes", () => {
  const here = place();
  here.map.set(`${copyKey(1, 5)}x`, "{");
  here.map.set(copyKey(1, 5), JSON.stringify({ at: "2026-01-30T00:00:00Z", content: {} }));
  keepCopy(here, copy(copyKey(1, 5), "2025-01-01T00:00:00Z"));
  expect(findCopies(here, 1, 5, NOW)).toEqual([]);
  expect(here.map.size).toBe(2);
});

test("a browser that keeps nothing breaks nothing", () => {
  const full: Place = {
    ...place(),
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  };
  expect(keepCopy(full, copy("k", "2026-01-30T00:00:00Z"))).toBe(false);
});
