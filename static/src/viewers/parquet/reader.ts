/** Reads stretches of a column: the pages around a row that is looked at, not all of its block. */
import type { AsyncBuffer, DecodedArray, RowGroup } from "hyparquet";
import { Chunk, type Part } from "./chunk";
import type { Block, Column, Leaf } from "./columns";
import { decode, decodePages, isTooLarge, MAX_UNPACKED } from "./decode";
import { gathered } from "./gather";
import { Shelf } from "./shelf";

/** Values of a column from a row of the file to another; null where they can't be read by themselves. */
export interface Stretch {
  start: number;
  end: number;
  values: DecodedArray | null;
}

/** Bytes that are fetched for a stretch of a column at the most, dictionary aside. */
const MOST = 32_000_000;
/** Bytes of a column in a block that are fetched at once: its pages aren't worth the way; nor when all are needed. */
const AT_ONCE = { some: 64_000, all: 8_000_000 };
/** Rows of a page that are kept at the most: where values are alike, a page has millions. */
const WINDOW = 100_000;
/** Bytes, unpacked, of a nested column that are read where nothing tells which rows its pages hold: from, up to. */
const BEGINNING = { first: 500_000, last: 8_000_000 };
/** Rows of structures that are put together at once. */
const TOGETHER = 200;
/** Bytes and rows of a nested column that are read at once where the file tells it. */
const NESTED = 1_000_000;
const NESTED_ROWS = 1000;
/** Bytes, as they're thought to be in memory, that are kept of stretches, of dictionaries, of small columns. */
const KEPT = { stretches: 128_000_000, dictionaries: 16_000_000, chunks: 48_000_000 };
/** Bytes that a value takes in memory besides its own. */
const VALUE = 16;

/** Whether some rows of a column are needed, or sooner or later all of them. */
export type Need = keyof typeof AT_ONCE;

export class ColumnReader {
  private readonly file: AsyncBuffer;
  private readonly chunks = new Shelf<Chunk>(KEPT.chunks);
  private readonly dictionaries = new Shelf<ArrayBuffer>(KEPT.dictionaries);
  private readonly stretches = new Shelf<Stretch>(KEPT.stretches);

  constructor(file: AsyncBuffer) {
    this.file = gathered(file);
  }

  /** Whether values of so many bytes in the file are all kept once they are read. */
  static keeps(values: number, bytes: number): boolean {
    return weightOf(values, bytes) <= KEPT.stretches;
  }

  /** The stretch with a row of the file, which is one of the block; all others will be needed as well, or not. */
  read(column: Column, block: Block, row: number, need: Need): Promise<Stretch> {
    if (column.isPlain) return this.plain(column, block, row, need);
    const isIndexed = groupOf(column, block).columns.every(
      (chunk) => chunk.offset_index_offset && chunk.offset_index_length,
    );
    return isIndexed ? this.indexed(column, block, row) : this.nested(column, block, row);
  }

  /** The fields of a structure have pages of their own each: the rows that all of them have are put together. */
  private async plain({ leaves }: Column, block: Block, row: number, need: Need): Promise<Stretch> {
    const [first, ...more] = await Promise.all(leaves.map((leaf) => this.leaf(leaf, block, row, need)));
    if (!first) throw new Error("The file has a column of nothing.");
    if (more.length === 0) return first;
    const all = [first, ...more];
    const start = Math.max(row, ...all.map((stretch) => stretch.start));
    const end = Math.min(start + TOGETHER, ...all.map((stretch) => stretch.end));
    const parts = all.map((stretch) => stretch.values?.slice(start - stretch.start, end - stretch.start));
    if (parts.includes(undefined)) return { start, end, values: null };
    const rows = Array.from({ length: end - start }, (_, at) =>
      parts.map((part) => part?.[at]).reduce(merged),
    );
    return { start, end, values: rows };
  }

  private async leaf(leaf: Leaf, block: Block, row: number, need: Need): Promise<Stretch> {
    const chunk = await this.chunk(block, leaf.number, need);
    const page = await chunk.pageWith(row - block.start);
    const window = Math.floor((row - block.start - page.start) / WINDOW);
    const rows = Math.min(page.end - page.start, WINDOW);
    const start = block.start + page.start + window * WINDOW;
    const end = Math.min(block.start + page.end, start + WINDOW);
    return this.stretches.get(`${page.offset} ${window}`, weightOf(rows, page.bytes), async () => {
      const values = await this.pageValues(leaf, chunk, page, page.end - page.start);
      return { start, end, values: values?.slice(window * WINDOW, (window + 1) * WINDOW) ?? null };
    });
  }

  private async pageValues({ elements }: Leaf, chunk: Chunk, page: Part, rows: number) {
    if (page.bytes + (chunk.dictionary?.bytes ?? 0) > MOST) return null;
    const [dictionary, data] = await Promise.all([this.dictionary(chunk), chunk.fetch(page)]);
    const pages = { column: chunk.column, dictionary, data };
    return isTooLarge(pages) ? null : decodePages(elements, [pages], rows);
  }

  private dictionary(chunk: Chunk): Promise<ArrayBuffer | null> {
    const { dictionary } = chunk;
    if (!dictionary) return Promise.resolve(null);
    return this.dictionaries.get(String(dictionary.offset), dictionary.bytes, () => chunk.fetch(dictionary));
  }

  private chunk(block: Block, leaf: number, need: Need): Promise<Chunk> {
    const column = block.group.columns[leaf];
    if (!column) throw new Error("The file has fewer columns than it says.");
    const weight = Math.min(AT_ONCE[need], Number(column.meta_data?.total_compressed_size ?? 0));
    return this.chunks.get(`${block.number} ${leaf} ${need}`, weight, () =>
      Promise.resolve(new Chunk(this.file, column, Number(block.group.num_rows), AT_ONCE[need])),
    );
  }

  /** Lists and structures of a file that tells which rows are in which page. */
  private indexed(column: Column, block: Block, row: number): Promise<Stretch> {
    const group = groupOf(column, block);
    const weight = unpackedOf(group) / Math.max(1, block.end - block.start);
    const rows = Math.max(1, Math.min(NESTED_ROWS, Math.floor(NESTED / weight)));
    const rowStart = Math.floor((row - block.start) / rows) * rows;
    const rowEnd = Math.min(block.end - block.start, rowStart + rows);
    const stretch = { start: block.start + rowStart, end: block.start + rowEnd };
    const key = `${block.number} ${column.leaves[0]?.number} ${rowStart}`;
    return this.stretches.get(key, weightOf(rows, rows * weight), async () => {
      try {
        const range = { rowStart, rowEnd, useOffsetIndex: true } as const;
        const { start, values } = await decode(column.elements, group, bounded(this.file), range);
        // The pages may begin before.
        return { ...stretch, values: values.slice(rowStart - start, rowEnd - start) };
      } catch (error) {
        if (error instanceof TooLargeError) return { ...stretch, values: null };
        throw error;
      }
    });
  }

  /** Lists and structures of one that doesn't: from the block's beginning on, until the row is there. */
  private async nested(column: Column, block: Block, row: number): Promise<Stretch> {
    for (let bytes = BEGINNING.first; bytes <= BEGINNING.last; bytes *= 4) {
      const key = `${block.number} ${column.leaves[0]?.number} first ${bytes}`;
      const weight = Math.min(bytes, unpackedOf(groupOf(column, block))) * 8;
      const stretch = await this.stretches.get(key, weight, () => this.beginning(column, block, bytes));
      if (row < stretch.end) return stretch;
    }
    return { start: row, end: block.end, values: null };
  }

  private async beginning(column: Column, block: Block, bytes: number): Promise<Stretch> {
    const found = await Promise.all(
      column.leaves.map(async ({ number }) => {
        const chunk = await this.chunk(block, number, "some");
        const part = await chunk.beginning(bytes / column.leaves.length);
        if (part.unpacked > MAX_UNPACKED) return null;
        return { isAll: part.isAll, column: chunk.column, dictionary: null, data: await chunk.fetch(part) };
      }),
    );
    const pages = found.filter((leaf) => leaf !== null);
    const { start } = block;
    if (pages.length < found.length) return { start, end: block.end, values: null };
    const values = await decodePages(column.elements, pages, block.end - block.start);
    // The last row may go on in a page that isn't there.
    const rows = pages.every(({ isAll }) => isAll) ? values.length : values.length - 1;
    return { start, end: start + Math.max(0, rows), values };
  }
}

/** Bytes that values take in memory, as they're thought to: what they take in the file, and what holds them. */
function weightOf(values: number, bytes: number): number {
  return bytes + values * VALUE;
}

/** What the block holds of a column. */
function groupOf({ leaves }: Column, { group }: Block): RowGroup {
  const numbers = leaves.map(({ number }) => number);
  return { ...group, columns: group.columns.filter((_, number) => numbers.includes(number)) };
}

function unpackedOf({ columns }: RowGroup): number {
  return columns.reduce((sum, { meta_data: meta }) => sum + Number(meta?.total_uncompressed_size ?? 0), 0);
}

/** A structure, of two that have other fields each; a missing one misses all of them. */
function merged(one: unknown, other: unknown): unknown {
  if (!isStructure(one) || !isStructure(other)) return one ?? other;
  const both = { ...one };
  for (const [name, value] of Object.entries(other)) {
    both[name] = Object.hasOwn(one, name) ? merged(one[name], value) : value;
  }
  return both;
}

function isStructure(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

class TooLargeError extends Error {}

/** A file that gives no more than so much at once. */
function bounded(file: AsyncBuffer): AsyncBuffer {
  return {
    byteLength: file.byteLength,
    slice: (start, end = file.byteLength) => {
      if (end - start > MOST) throw new TooLargeError();
      return file.slice(start, end);
    },
  };
}
