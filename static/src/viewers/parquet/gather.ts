/** Fetches what is asked for at once, and lies close together, in one request. */
import type { AsyncBuffer } from "hyparquet";

/** Bytes between two parts that are fetched along with them. */
const GAP = 16_000;
/** Bytes of a request of several parts. */
const MOST = 4_000_000;

interface Wanted {
  start: number;
  end: number;
  resolve: (bytes: ArrayBuffer) => void;
  reject: (error: unknown) => void;
}

export function gathered(file: AsyncBuffer): AsyncBuffer {
  let wanted: Wanted[] = [];
  const flush = () => {
    const requests = joined(wanted);
    wanted = [];
    for (const parts of requests) void fetchAll(file, parts);
  };
  return {
    byteLength: file.byteLength,
    slice: (start, end = file.byteLength) =>
      new Promise((resolve, reject) => {
        if (wanted.push({ start, end, resolve, reject }) === 1) queueMicrotask(flush);
      }),
  };
}

function joined(wanted: Wanted[]): Wanted[][] {
  const requests: Wanted[][] = [];
  for (const part of wanted.sort((one, other) => one.start - other.start)) {
    const last = requests.at(-1);
    const [start, end] = last ? bounds(last) : [0, 0];
    if (last && part.start - end <= GAP && part.end - start <= MOST) last.push(part);
    else requests.push([part]);
  }
  return requests;
}

function bounds(parts: Wanted[]): [number, number] {
  return [parts[0]?.start ?? 0, Math.max(...parts.map(({ end }) => end))];
}

async function fetchAll(file: AsyncBuffer, parts: Wanted[]): Promise<void> {
  const [start, end] = bounds(parts);
  try {
    const bytes = await file.slice(start, end);
    if (bytes.byteLength < end - start) throw new Error("The file is shorter than it says.");
    for (const part of parts) part.resolve(bytes.slice(part.start - start, part.end - start));
  } catch (error) {
    for (const part of parts) part.reject(error);
  }
}
