/**
 * Writes ../THIRD_PARTY_NOTICES.md: the packages that are really in the built web app, with their licenses;
 * with `--check` it only tells whether the file is up to date.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const web = fileURLToPath(new URL("..", import.meta.url));
const target = join(web, "..", "THIRD_PARTY_NOTICES.md");

/** The folder of the package that a bundled module belongs to. */
function packageFolder(module) {
  const end = module.lastIndexOf(`${sep}node_modules${sep}`);
  if (end < 0) return null;
  const [scope, name] = module.slice(end + "/node_modules/".length).split(sep);
  const start = module.slice(0, end + "/node_modules/".length);
  return join(start, scope.startsWith("@") ? join(scope, name) : scope);
}

async function bundledModules() {
  const result = await build({ root: web, logLevel: "error", build: { write: false } });
  const outputs = Array.isArray(result) ? result : [result];
  const modules = outputs.flatMap(({ output }) => output.flatMap((chunk) => chunk.moduleIds ?? []));
  return modules.map((id) => id.replace(/^\0+/, "").split("?")[0]);
}

function licenseText(folder) {
  const name = readdirSync(folder).find((file) => /^(licen[cs]e|copying)(\.|$)/i.test(file));
  return name ? readFileSync(join(folder, name), "utf8").trim() : null;
}

function describe(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const holder = typeof author === "string" ? author : (author?.name ?? "its authors");
  const said = typeof license === "string" ? license : (license?.type ?? "unknown");
  return { name, version, license: said, holder, text: licenseText(folder) };
}

const folders = new Set((await bundledModules()).map(packageFolder).filter((folder) => folder !== null));
const packages = [...folders]
  .filter((folder) => existsSync(join(folder, "package.json")))
  .map(describe)
  .sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
const unknown = packages.filter(({ license }) => license === "unknown");
if (unknown.length > 0)
  throw new Error(`No license is named by ${unknown.map(({ name }) => name).join(", ")}`);

// Many packages carry the same text: each is printed once, with those it holds for.
const texts = new Map();
for (const item of packages) {
  const text = item.text ?? `${item.license}, as named in the package's metadata; copyright ${item.holder}.`;
  texts.set(text, [...(texts.get(text) ?? []), item]);
}
const sections = [...texts].map(
  ([text, items]) =>
    `## ${items.map(({ name, version }) => `${name} ${version}`).join(", ")}\n\n\`\`\`\`text\n${text.replaceAll("\r", "")}\n\`\`\`\`\n`,
);
const table = packages.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`);
const made = `# Third-party notices

The web app of Domino (\`domino_plugin/static/dist\`) contains code of the npm packages below, compiled and
minified. Python packages are installed beside Domino, not within it, and bring licenses of their own.

The fonts, character maps and decoders of pdf.js, in \`assets/pdfjs-*\`, have their licenses beside them.

Made by \`python build_web.py notices\` from what the build really bundles: do not edit.

| package | version | license |
|---|---|---|
${table.join("\n")}

${sections.join("\n")}`;

if (!process.argv.includes("--check")) {
  writeFileSync(target, made);
  console.log(
    `${packages.length} packages: ${[...new Set(packages.map(({ license }) => license))].join(", ")}`,
  );
} else if (readFileSync(target, "utf8") !== made) {
  console.error("THIRD_PARTY_NOTICES.md is out of date. Run: python build_web.py notices");
  process.exit(1);
}
