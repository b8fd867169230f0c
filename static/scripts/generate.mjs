/**
 * Writes src/api/schema.ts from the OpenAPI document that the server's own code gives; with `--check` it only
 * tells whether the file is up to date. The interpreter that has Domino installed is named by PYTHON.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const target = new URL("../src/api/schema.ts", import.meta.url);
const python = process.env.PYTHON ?? "python3";
const document = execFileSync(python, ["-m", "domino_plugin.blueprints.openapi"], {
  encoding: "utf8",
  maxBuffer: 64 * 1024 * 1024,
  stdio: ["ignore", "pipe", "inherit"],
});
const head = "/** Made by `npm run generate` from the server's OpenAPI document: do not edit. */\n\n";
const made = head + astToString(await openapiTS(JSON.parse(document), { alphabetize: true }));

if (!process.argv.includes("--check")) {
  writeFileSync(target, made);
} else if (readFileSync(target, "utf8") !== made) {
  console.error("src/api/schema.ts is out of date. Run: python build_web.py generate");
  process.exit(1);
}
