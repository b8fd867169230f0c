/** What the server accepts as a node's id; it becomes the id of the Airflow task. */
export const NODE_ID = /^[A-Za-z][A-Za-z0-9_-]{0,99}$/;
const MAX_ID = 100;
export const MAX_NAME = 200;

/** A readable id from a Piece's name: `ReadCsvPiece` gives `read_csv`. */
export function idFromPiece(name: string): string {
  const words = name
    .replace(/(?<=.)_?Piece$/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "");
  return words.slice(0, MAX_ID) || "piece";
}

/** The wish itself if it is free, else the first free `wish_2`, `wish_3`, ... (counting on from a number in it). */
export function uniqueId(wish: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wish)) return wish;
  return numbered(wish.replace(/_\d+$/, ""), "_", MAX_ID, (id) => taken.has(id));
}

/** The wish itself if no other has that name, else `Wish 2`, `Wish 3`, ... */
export function uniqueName(wish: string, taken: ReadonlySet<string>): string {
  const name = cleanName(wish);
  if (name === "") return uniqueName("Piece", taken);
  if (!taken.has(name)) return name;
  return numbered(name.replace(/ \d+$/, ""), " ", MAX_NAME, (one) => taken.has(one));
}

/** A name as the server takes it: one line, no control characters, not too long. */
export function cleanName(name: string): string {
  const line = name.replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ").trim();
  return line.slice(0, MAX_NAME).trim();
}

function numbered(stem: string, joint: string, longest: number, taken: (one: string) => boolean): string {
  for (let number = 2; ; number += 1) {
    const tail = `${joint}${number}`;
    const one = stem.slice(0, longest - tail.length) + tail;
    if (!taken(one)) return one;
  }
}
