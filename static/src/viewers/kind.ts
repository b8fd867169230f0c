/** How a result is shown, by what its Piece says it is. */

export type Kind =
  | "text"
  | "json"
  | "markdown"
  | "html"
  | "image"
  | "pdf"
  | "plotly"
  | "table"
  | "parquet"
  | "file";

const KINDS: Record<string, Kind> = {
  txt: "text",
  log: "text",
  json: "json",
  md: "markdown",
  html: "html",
  png: "image",
  jpg: "image",
  jpeg: "image",
  gif: "image",
  bmp: "image",
  webp: "image",
  svg: "image",
  pdf: "pdf",
  plotly_json: "plotly",
  csv: "table",
  tsv: "table",
  parquet: "parquet",
  // Known to the server, but to no browser.
  tiff: "file",
};

/** Other names that Pieces give the same things. */
const ALIASES: Record<string, string> = {
  text: "txt",
  markdown: "md",
  htm: "html",
  tif: "tiff",
  plotly: "plotly_json",
  pq: "parquet",
};

/** The kind, from the file's ending where the named type is none that we know (`image`, `table`). */
export function kindOf(fileType: string, path: string | null): Kind {
  const ending = /\.([^./]+)$/.exec(path ?? "")?.[1] ?? "";
  return find(fileType) ?? find(ending) ?? "file";
}

function find(name: string): Kind | undefined {
  const plain = name.trim().toLowerCase();
  return KINDS[ALIASES[plain] ?? plain];
}

/** Name of the file at the end of a path. */
export function fileName(path: string | null): string {
  return path?.split("/").findLast((part) => part !== "") ?? "";
}

/** What the runtime, ours and that in published images, writes for a Piece that chose nothing to show. */
const NOTHING = /^Piece \w+ did not return a valid display_result\.\s*$/;

/** Whether a text result stands for none. */
export function isNothing(text: string): boolean {
  return text.length < 300 && NOTHING.test(text);
}
