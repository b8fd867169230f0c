/** Makes values of pages: hyparquet is given them as a file of one column and one block. */
import {
  type AsyncBuffer,
  type Compressors,
  type DecodedArray,
  parquetRead,
  type RowGroup,
  type SchemaElement,
} from "hyparquet";
import {
  decompressBrotli,
  decompressGzip,
  decompressLz4,
  decompressLz4Raw,
  decompressZstd,
} from "hyparquet-compressors";
import { PARSERS } from "./cells";
import type { ColumnChunk } from "./chunk";
import { readHeader } from "./header";

/** Snappy is hyparquet's own: the one beside these wants WebAssembly, which our pages don't allow. */
const COMPRESSORS: Compressors = {
  BROTLI: decompressBrotli,
  GZIP: decompressGzip,
  // Nothing, packed, is one byte, which these take for the beginning of something.
  LZ4: (input, length) => (length === 0 ? new Uint8Array() : decompressLz4(input, length)),
  LZ4_RAW: (input, length) => (length === 0 ? new Uint8Array() : decompressLz4Raw(input, length)),
  ZSTD: (input) => decompressZstd(input),
};

/** Bytes of a page, unpacked, that a browser reads at the most. */
export const MAX_UNPACKED = 64_000_000;

/** Pages of one leaf of a column, as they lie in the file, the dictionary's first. */
export interface Pages {
  column: ColumnChunk;
  dictionary: ArrayBuffer | null;
  data: ArrayBuffer;
}

/** Where the first page lies in what hyparquet is given: an offset of 0 would mean that there is none. */
const FRONT = 4;

/** The values of so many rows, fewer where the pages have fewer. */
export async function decodePages(
  elements: SchemaElement[],
  leaves: Pages[],
  rows: number,
): Promise<DecodedArray> {
  let end = FRONT;
  const parts: { start: number; end: number; bytes: ArrayBuffer }[] = [];
  const place = (bytes: ArrayBuffer) => {
    const start = end;
    end += bytes.byteLength;
    parts.push({ start, end, bytes });
    return BigInt(start);
  };
  const columns = leaves.map(({ column, dictionary, data }) => {
    const first = dictionary ? place(dictionary) : undefined;
    const offset = place(data);
    return oneChunk(column, first, offset, BigInt(end) - (first ?? offset));
  });
  const file = {
    byteLength: end,
    slice: (from: number, to = end) => cut(parts, from, to),
  };
  const block = { columns, num_rows: BigInt(rows), total_byte_size: 0n };
  return (await decode(elements, block, file)).values;
}

function oneChunk(
  column: ColumnChunk,
  dictionary: bigint | undefined,
  data: bigint,
  bytes: bigint,
): ColumnChunk {
  if (!column.meta_data) throw new Error("The file's columns are elsewhere.");
  const { dictionary_page_offset: _, ...meta } = column.meta_data;
  const offsets = dictionary === undefined ? {} : { dictionary_page_offset: dictionary };
  const meta_data = { ...meta, ...offsets, data_page_offset: data, total_compressed_size: bytes };
  return { file_offset: 0n, meta_data };
}

function cut(parts: { start: number; end: number; bytes: ArrayBuffer }[], from: number, to: number) {
  const bytes = new Uint8Array(to - from);
  for (const part of parts) {
    const [start, end] = [Math.max(from, part.start), Math.min(to, part.end)];
    if (start < end) bytes.set(new Uint8Array(part.bytes, start - part.start, end - start), start - from);
  }
  return bytes.buffer;
}

/** The values of a column in a block of rows; from `range` and before, if the block has an index of its pages. */
export async function decode(
  elements: SchemaElement[],
  block: RowGroup,
  file: AsyncBuffer,
  range: { rowStart: number; rowEnd: number; useOffsetIndex: true } | object = {},
): Promise<{ start: number; values: DecodedArray }> {
  const root = { name: "schema", num_children: 1 };
  const schema = [root, ...elements];
  const found: { start: number; values: DecodedArray }[] = [];
  await parquetRead({
    file,
    metadata: { version: 2, schema, num_rows: block.num_rows, row_groups: [block], metadata_length: 0 },
    compressors: COMPRESSORS,
    parsers: PARSERS,
    // Bytes that aren't said to be text are told from it when they are shown.
    utf8: false,
    ...range,
    onChunk: ({ columnData, rowStart }) => found.push({ start: rowStart, values: columnData }),
  });
  const [first, ...more] = found.sort((one, other) => one.start - other.start);
  if (!first || more.length === 0) return first ?? { start: 0, values: [] };
  return { start: first.start, values: [first, ...more].flatMap(({ values }) => Array.from(values)) };
}

/** Whether pages become too large to be unpacked. */
export function isTooLarge({ dictionary, data }: Pages): boolean {
  const pages = dictionary ? [dictionary, data] : [data];
  return pages.some((page) => (readHeader(new Uint8Array(page))?.unpacked ?? 0) > MAX_UNPACKED);
}
