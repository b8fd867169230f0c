/** Where the pages are of a column in a block of rows: told by the file's index, else found header by header. */
import { type AsyncBuffer, type ColumnMetaData, type RowGroup, readOffsetIndex } from "hyparquet";
import { readHeader } from "./header";

export type ColumnChunk = RowGroup["columns"][number];

/** A part of the file, header included. */
export interface Part {
  offset: number;
  bytes: number;
}

/** A page of data, and its rows, counted from the block's first one. */
export interface Page extends Part {
  start: number;
  end: number;
}

/** Bytes that a header is in mostly, and at the most. */
const HEADER = 512;
const MAX_HEADER = 2_000_000;

/** The pages of a column in a block of rows. */
export class Chunk {
  readonly meta: ColumnMetaData;
  dictionary: Part | null = null;
  private readonly file: AsyncBuffer;
  /** Whether all of it is fetched at once. */
  private readonly isSmall: boolean;
  private readonly start: number;
  private readonly end: number;
  private readonly pages: Page[] = [];
  /** Where the next header is, after those known. */
  private next: number;
  /** Bytes of the pages before it. */
  private unpacked = 0;
  private search = Promise.resolve();
  private index: Promise<void> | null = null;

  constructor(
    file: AsyncBuffer,
    readonly column: ColumnChunk,
    private readonly rows: number,
    /** Bytes up to which all of it is fetched at once. */
    small: number,
  ) {
    const { meta_data: meta } = column;
    if (!meta || column.file_path) throw new Error("The file's columns are elsewhere.");
    this.meta = meta;
    this.start = Number(meta.dictionary_page_offset || meta.data_page_offset);
    this.end = this.start + Number(meta.total_compressed_size);
    this.next = this.start;
    this.isSmall = this.end - this.start <= small;
    this.file = this.isSmall ? whole(file, this.start, this.end) : file;
  }

  fetch({ offset, bytes }: Part): Promise<ArrayBuffer> {
    return Promise.resolve(this.file.slice(offset, offset + bytes));
  }

  /** The page with a row; only where every value is a row of its own. */
  async pageWith(row: number): Promise<Page> {
    if (this.column.offset_index_offset && this.column.offset_index_length && !this.isSmall) {
      this.index ??= this.readIndex(Number(this.column.offset_index_offset), this.column.offset_index_length);
      await this.index;
    } else {
      await this.walk(() => (this.pages.at(-1)?.end ?? 0) > row);
    }
    const page = this.pages.find(({ end }) => row < end);
    if (!page) throw new Error(`The file has no page with row ${row}.`);
    return page;
  }

  /** Its first pages, of so many bytes, unpacked, or somewhat more. */
  async beginning(bytes: number): Promise<Part & { isAll: boolean; unpacked: number }> {
    await this.walk(() => this.unpacked >= bytes);
    const { start, next, unpacked } = this;
    return { offset: start, bytes: next - start, isAll: next >= this.end, unpacked };
  }

  private async readIndex(offset: number, bytes: number): Promise<void> {
    const view = new DataView(await this.fetch({ offset, bytes }));
    const { page_locations: places } = readOffsetIndex({ view, offset: 0 });
    const starts = [...places.map((place) => Number(place.first_row_index)), this.rows];
    for (const [at, place] of places.entries()) {
      const [start = 0, end = start] = starts.slice(at, at + 2);
      this.pages.push({ offset: Number(place.offset), bytes: place.compressed_page_size, start, end });
    }
    const first = this.pages[0]?.offset ?? this.start;
    // Some writers don't tell in the metadata that there is one.
    const begin = Math.min(this.start, first);
    if (first > begin) this.dictionary = { offset: begin, bytes: first - begin };
  }

  /** Go from header to header until it is enough, one search at a time. */
  private walk(isEnough: () => boolean): Promise<void> {
    const search = this.search.then(async () => {
      while (this.next < this.end && !isEnough()) await this.step();
    });
    this.search = search.catch(() => undefined);
    return search;
  }

  private async step(): Promise<void> {
    const offset = this.next;
    const header = await this.headerAt(offset);
    const bytes = header.length + header.packed;
    if (header.kind === "dictionary") this.dictionary = { offset, bytes };
    if (header.kind === "data") {
      const start = this.pages.at(-1)?.end ?? 0;
      this.pages.push({ offset, bytes, start, end: start + header.values });
    }
    this.unpacked += header.unpacked;
    this.next = offset + bytes;
  }

  private async headerAt(offset: number) {
    for (let bytes = HEADER; ; bytes *= 8) {
      const end = Math.min(this.end, offset + bytes);
      const header = readHeader(new Uint8Array(await this.fetch({ offset, bytes: end - offset })));
      if (header) return header;
      if (end === this.end || bytes > MAX_HEADER) throw new Error("The file has a damaged page header.");
    }
  }
}

/** A part of a file that is fetched once, when first needed. */
function whole(file: AsyncBuffer, start: number, end: number): AsyncBuffer {
  let content: Promise<ArrayBuffer> | null = null;
  return {
    byteLength: file.byteLength,
    slice: async (from, to) => {
      content ??= Promise.resolve(file.slice(start, end));
      try {
        return (await content).slice(from - start, to === undefined ? undefined : to - start);
      } catch (error) {
        content = null;
        throw error;
      }
    },
  };
}
