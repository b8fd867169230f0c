import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type HtmlTagDescriptor, type Plugin, type Rolldown } from "vite";
import { mends } from "./scripts/mends.ts";
import { themeStyle } from "./scripts/themeStyle.ts";

/** `npm run dev` forwards everything but the app's own files to this Airflow. */
const airflow = process.env["DOMINO_DEV_AIRFLOW"] ?? "http://127.0.0.1:8080";

const PDFJS = join(import.meta.dirname, "node_modules", "pdfjs-dist");
const { version } = JSON.parse(readFileSync(join(PDFJS, "package.json"), "utf8")) as { version: string };
/** Where the files are that pdf.js loads by itself; the version is in the path, as assets are cached for ever. */
const PDFJS_FILES = `assets/pdfjs-${version}/`;
/** Scripts in PDFs are never run, so what would run them is left out; so are decoders for browsers of old. */
const NEEDLESS = /quickjs|QUICKJS|nowasm/;

/** Fonts, character maps and decoders of pdf.js, with their licenses. */
function pdfjsFiles(): Plugin {
  return {
    name: "domino-pdfjs",
    apply: "build",
    generateBundle() {
      for (const folder of ["cmaps", "standard_fonts", "wasm", "iccs"]) {
        for (const name of readdirSync(join(PDFJS, folder))) {
          if (NEEDLESS.test(name)) continue;
          const source = readFileSync(join(PDFJS, folder, name));
          this.emitFile({ type: "asset", fileName: `${PDFJS_FILES}${folder}/${name}`, source });
        }
      }
    },
  };
}

/** The chunks of a source file and of all that it imports, but for those that the page names already. */
function chunksOf(source: string, html: string, bundle: Rolldown.OutputBundle): string[] {
  const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const first = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(source));
  if (!first) throw new Error(`There is no chunk of ${source}.`);
  const names = new Set([first.fileName]);
  for (const name of names) for (const more of byName.get(name)?.imports ?? []) names.add(more);
  return [...names].filter((name) => !html.includes(name));
}

/** The app's own chunks, which the entry imports later, are fetched along with it. */
function startTags(html: string, bundle: Rolldown.OutputBundle): HtmlTagDescriptor[] {
  return chunksOf("/src/app/start.tsx", html, bundle).map((name) => ({
    tag: "link",
    attrs: { rel: "modulepreload", crossorigin: true, href: `./${name}` },
    injectTo: "head",
  }));
}

/**
 * The page for the editor's addresses, which names the editor's chunks as well: asked for by the entry, they
 * would only be there when the rest has been running for a while.
 */
function editorPage(): Plugin {
  return {
    name: "domino-editor-page",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const page = bundle["index.html"];
      if (page?.type !== "asset") return this.error("There is no index.html.");
      const html = String(page.source);
      const links = chunksOf("/src/editor/page/EditorPage.tsx", html, bundle).map(
        (name) => `  <link rel="modulepreload" crossorigin href="./${name}">\n`,
      );
      const source = html.replace("</head>", `${links.join("")}  </head>`);
      this.emitFile({ type: "asset", fileName: "editor.html", source });
    },
  };
}

export default defineConfig(({ command }) => ({
  // Relative: the page's <base> names the path it is mounted at, which only the server knows.
  base: command === "build" ? "./" : "/domino/",
  plugins: [
    react(),
    mends(),
    themeStyle(),
    pdfjsFiles(),
    editorPage(),
    {
      name: "domino-root",
      apply: "serve",
      transformIndexHtml: (html: string) => html.replaceAll("__DOMINO_ROOT__", "/domino"),
    },
    {
      name: "domino-start",
      apply: "build",
      transformIndexHtml: { order: "post", handler: (html, { bundle }) => startTags(html, bundle ?? {}) },
    },
  ],
  define: {
    __PDFJS_FILES__: JSON.stringify(command === "build" ? PDFJS_FILES : "node_modules/pdfjs-dist/"),
  },
  build: {
    target: "es2022",
    sourcemap: false,
    chunkSizeWarningLimit: 1200,
    modulePreload: {
      // Both pages name what the entry imports; looking for what is asked for already would take time once more.
      resolveDependencies: (_file, dependencies, { hostId, hostType }) =>
        hostType === "js" && /\/index-[^/]*\.js$/.test(hostId) ? [] : dependencies,
    },
  },
  server: {
    proxy: {
      "/domino/api": airflow,
      "/api/v2": airflow,
      "/auth": airflow,
    },
  },
}));
