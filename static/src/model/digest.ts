/** Characters of a digest that people compare: as many as Docker shows. */
const SHOWN = 12;

/** The beginning of a digest such as `sha256:0123...`, its algorithm kept. */
export function shortDigest(digest: string): string {
  const [algorithm, value] = digest.split(":");
  return value === undefined ? digest.slice(0, SHOWN) : `${algorithm}:${value.slice(0, SHOWN)}`;
}
