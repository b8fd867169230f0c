import { createSystem, defaultBaseConfig, defineConfig } from "@chakra-ui/react";
import {
  animationStyles,
  breakpoints,
  cssVarsPrefix,
  cssVarsRoot,
  globalCss,
  keyframes,
  layerStyles,
  semanticTokens,
  textStyles,
  tokens,
} from "@chakra-ui/react/theme";
import { recipes, slotRecipes } from "./recipes";

/** The tokens a Chakra palette is made of, from one scale: dark fills in both modes, text that keeps contrast. */
function palette(scale: string, fill = 600) {
  const shade = (light: number, dark: number) => ({
    value: { _light: `{colors.${scale}.${light}}`, _dark: `{colors.${scale}.${dark}}` },
  });
  return {
    solid: { value: `{colors.${scale}.${fill}}` },
    contrast: { value: "white" },
    fg: shade(800, 200),
    muted: shade(200, 800),
    subtle: shade(100, 900),
    emphasized: shade(300, 700),
    focusRing: shade(800, 200),
    border: shade(300, 700),
  };
}

const scale = (values: string[]) =>
  Object.fromEntries(
    [50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950].map((step, index) => [
      step,
      { value: `oklch(${values[index]})` },
    ]),
  );

/** Airflow's two hues, measured from its page, so that ours looks at home beside it. */
const brand = scale([
  "0.98 0.006 249",
  "0.962 0.012 249",
  "0.923 0.023 255",
  "0.865 0.039 252",
  "0.705 0.066 256",
  "0.575 0.08 258",
  "0.469 0.084 258",
  "0.399 0.084 258",
  "0.324 0.072 260",
  "0.259 0.062 266",
  "0.179 0.05 265",
]);
const gray = scale([
  "0.985 0.004 253",
  "0.955 0.006 253",
  "0.915 0.01 253",
  "0.85 0.016 253",
  "0.75 0.025 252",
  "0.63 0.042 252",
  "0.45 0.055 251",
  "0.35 0.045 251",
  "0.28 0.035 251",
  "0.18 0.03 251",
  "0.11 0.025 251",
]);

/** Airflow's colours of states; a state's name is a Chakra palette here. */
const stateScales = {
  success: "green",
  failed: "red",
  running: "cyan",
  queued: "gray",
  scheduled: "gray",
  skipped: "pink",
  deferred: "purple",
  up_for_retry: "yellow",
  upstream_failed: "orange",
  restarting: "purple",
  none: "gray",
};

/** White words on the 600 of these hues have less contrast than 4.5 to 1. */
const LIGHT_HUES = new Set(["green", "cyan", "yellow", "orange"]);
/** States that are also shown other than filled. */
const WHOLE = new Set(["running", "none"]);

function statePalette(state: string, hue: string) {
  const whole = palette(hue, LIGHT_HUES.has(hue) ? 700 : 600);
  const { solid, contrast } = whole;
  return WHOLE.has(state) ? whole : { solid, contrast };
}

const { "*": everywhere, ...chakraCss } = globalCss;
const { teal: _teal, ...hues } = tokens.colors;
const { teal: _teals, ...palettes } = semanticTokens.colors;

/** Chakra's own, but for what this app has no use for: each colour and each recipe takes time at every start. */
const base = defineConfig({
  preflight: true,
  cssVarsPrefix,
  cssVarsRoot,
  globalCss: {
    ...chakraCss,
    // Chakra sets these two dozen properties anew for each of a canvas's thousands of elements; inherited, they
    // cost nothing.
    ":root": everywhere ?? {},
  },
  theme: {
    breakpoints,
    keyframes,
    tokens: { ...tokens, colors: hues },
    semanticTokens: { ...semanticTokens, colors: palettes },
    recipes,
    slotRecipes,
    textStyles,
    layerStyles,
    animationStyles,
  },
});

const own = defineConfig({
  globalCss: {
    html: { fontSize: "16px" },
    body: { bg: "bg", color: "fg" },
    // The frame around a table draws the last line already.
    "tbody tr:last-child td": { borderBottomWidth: "0" },
    "*:focus-visible": { outlineOffset: "2px" },
  },
  theme: {
    tokens: { colors: { black: { value: "oklch(0.23185 0.0323 266.44)" }, brand, gray } },
    semanticTokens: {
      colors: {
        brand: palette("brand"),
        bg: {
          panel: { value: { _light: "white", _dark: "oklch(0.27 0.034 264)" } },
          subtle: { value: { _light: "{colors.gray.50}", _dark: "oklch(0.2 0.03 264)" } },
          muted: { value: { _light: "{colors.gray.100}", _dark: "oklch(0.3 0.036 262)" } },
          // What is chosen or switched off has to stand out from a panel.
          emphasized: { value: { _light: "{colors.gray.200}", _dark: "{colors.gray.700}" } },
        },
        // Chakra's own have less contrast than 4.5 to 1 in small print on white.
        fg: {
          error: { value: { _light: "{colors.red.600}", _dark: "{colors.red.400}" } },
          warning: { value: { _light: "{colors.orange.700}", _dark: "{colors.orange.300}" } },
          success: { value: { _light: "{colors.green.700}", _dark: "{colors.green.300}" } },
        },
        border: {
          DEFAULT: { value: { _light: "{colors.gray.200}", _dark: "{colors.gray.700}" } },
          emphasized: { value: { _light: "{colors.gray.400}", _dark: "{colors.gray.600}" } },
        },
        // The outline of buttons.
        gray: { border: { value: { _light: "{colors.gray.200}", _dark: "{colors.gray.700}" } } },
        ...Object.fromEntries(
          Object.entries(stateScales).map(([state, hue]) => [state, statePalette(state, hue)]),
        ),
      },
    },
  },
});

// Not from Chakra's `defaultConfig`: a system of its own is made along with that, which takes as long again.
export const system = createSystem(defaultBaseConfig, base, own);
