/** Whether every word of a search occurs in one of the texts; letter case doesn't matter. */
export function matches(search: string, texts: readonly string[]): boolean {
  const hay = texts.join("\n").toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}
