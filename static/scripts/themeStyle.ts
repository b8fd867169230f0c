/** The style of the whole page, from the theme: a file instead of what Chakra makes of it at every start. */
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { type Plugin, runnerImport } from "vite";

const NAME = "virtual:theme.css";
const ID = `\0${NAME}`;

export function themeStyle(): Plugin {
  return {
    name: "domino-theme-style",
    resolveId: (id) => (id === NAME ? ID : undefined),
    load: (id) => (id === ID ? style() : undefined),
  };
}

/** What Chakra's provider would put on the page. */
async function style(): Promise<string> {
  const { ChakraProvider } = await import("@chakra-ui/react");
  const { module } = await runnerImport<typeof import("../src/app/theme")>("./src/app/theme.ts", {
    configFile: false,
    root: import.meta.dirname.replace(/scripts$/, ""),
  });
  const props = { value: module.system, children: null };
  const page = renderToStaticMarkup(createElement(ChakraProvider, props));
  const parts = [...page.matchAll(/<style[^>]*>(.*?)<\/style>/gs)].map(([, css = ""]) => css);
  if (!parts.join("").includes("--chakra-colors-bg")) throw new Error("Chakra's style has no colours.");
  return parts.join("\n");
}
