import { recipes as allRecipes, slotRecipes as allSlotRecipes } from "@chakra-ui/react/theme";
import { expect, test } from "vitest";
import { recipes, slotRecipes } from "./recipes";
import { system } from "./theme";

const SOURCES = import.meta.glob<string>("../**/*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Recipes of parts that others bring along. */
const BROUGHT_ALONG: Record<string, string> = {
  checkbox: "checkmark",
  inputGroup: "inputAddon",
  radioCard: "radiomark",
  radioGroup: "radiomark",
};

/** The names under which the parts of Chakra that the sources import look for their recipes. */
function wanted(): string[] {
  const names = Object.values(SOURCES).flatMap((source) =>
    [...source.matchAll(/import \{([^}]*)\} from "@chakra-ui\/react"/g)].flatMap(([, list = ""]) =>
      list.split(",").flatMap((entry) => entry.trim().split(" ")[0] ?? []),
    ),
  );
  const keys = names.filter(Boolean).map((name) => name.charAt(0).toLowerCase() + name.slice(1));
  return [...new Set(keys.flatMap((key) => [key, BROUGHT_ALONG[key] ?? key]))];
}

test("each of Chakra's parts in use has its recipe", () => {
  const known = new Set([...Object.keys(allRecipes), ...Object.keys(allSlotRecipes)]);
  const missing = wanted().filter((key) => known.has(key) && !(key in recipes) && !(key in slotRecipes));
  expect(missing).toEqual([]);
  expect(wanted()).toContain("badge");
});

test("what recipes and the app call a colour is one", () => {
  const used = JSON.stringify([recipes, slotRecipes, Object.values(SOURCES)]);
  const hues = "red|orange|yellow|green|teal|blue|cyan|purple|pink|gray|brand|whiteAlpha|blackAlpha";
  const named = new Set(
    used.match(new RegExp(`\\b(?:${hues})\\.(?:\\d{2,3}|solid|fg|subtle|muted)\\b`, "g")),
  );
  expect(named.size).toBeGreaterThan(10);
  expect([...named].filter((name) => !system.tokens.getByName(`colors.${name}`))).toEqual([]);
});
