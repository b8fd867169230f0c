import type { Path, Shape } from "./schema";

/** Words in a field's name that say it takes a file. */
const FILE_WORDS = /(^|_)(files?|paths?|filename|attachments?)(_|$)/i;

/** Whether a text is the path of a file: models rarely say so, but their fields' names do. */
export function namesFile(shape: Shape & { kind: "text" }, path: Path): boolean {
  if (shape.file) return true;
  const name = path.findLast((part) => typeof part === "string") ?? "";
  return shape.format === null && FILE_WORDS.test(String(name));
}
