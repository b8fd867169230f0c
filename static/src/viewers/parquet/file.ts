/** Reads a Parquet file in the browser, only those parts of it that are looked at. */
import {
  type AsyncBuffer,
  type Compressors,
  type DecodedArray,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
} from "hyparquet";
import {
  decompressBrotli,
  decompressGzip,
  decompressLz4,
  decompressLz4Raw,
  decompressZstd,
} from "hyparquet-compressors";
import type { Schemas } from "../../api/client";
import type { TableOrder } from "../../api/tables";
import { cellText, compare, PARSERS, typeOf } from "./cells";

/** Columns that are read at the most, as of a CSV file. */
const MAX_COLUMNS = 300;
/** Rows that are shown at the most: a taller box is no box to browsers. */
const MAX_ROWS = 500_000;
/** Bytes, unpacked, of a block of rows that a browser reads at the most, and of the blocks that are kept. */
const MAX_BLOCK = 256_000_000;
const KEPT = 384_000_000;
/** Bytes, unpacked, up to which a whole file is read to be sorted. */
const MAX_SORTED = 96_000_000;

/** What a file holds is told at its end, mostly in less than this. */
const TAIL = 64_000;

/** Snappy is hyparquet's own: the one beside these wants WebAssembly, which our pages don't allow. */
const COMPRESSORS: Compressors = {
  BROTLI: decompressBrotli,
  GZIP: decompressGzip,
  // Nothing, packed, is one byte, which these take for the beginning of something.
  LZ4: (input, length) => (length === 0 ? new Uint8Array() : decompressLz4(input, length)),
  LZ4_RAW: (input, length) => (length === 0 ? new Uint8Array() : decompressLz4Raw(input, length)),
  ZSTD: (input) => decompressZstd(input),
};

/** The file's rows lie in blocks too large for a browser. */
export class HugeBlocksError extends Error {}

interface Block {
  start: number;
  end: number;
  bytes: number;
}

/** Values of a column from a row of the file on. */
interface Run {
  start: number;
  values: DecodedArray;
}

type Columns = Map<string, Run[]>;

/** An open Parquet file. */
export class ParquetFile {
  readonly sortable: boolean;
  private readonly names: string[];
  private readonly columns: Schemas["TableColumn"][];
  private readonly allColumns: number;
  private readonly blocks: Block[];
  private readonly rows: number;
  private readonly read = new Map<Block, Promise<Columns>>();
  private readonly orders = new Map<string, Promise<Uint32Array>>();

  private constructor(
    private readonly file: AsyncBuffer,
    private readonly metadata: FileMetaData,
  ) {
    const { children } = parquetSchema(metadata);
    this.allColumns = children.length;
    this.columns = children
      .slice(0, MAX_COLUMNS)
      .map(({ element }) => ({ name: element.name, type: typeOf(element) }));
    this.names = this.columns.map(({ name }) => name);
    this.rows = Number(metadata.num_rows);
    this.blocks = blocksOf(metadata);
    const bytes = this.blocks.reduce((sum, block) => sum + block.bytes, 0);
    this.sortable = this.rows <= MAX_ROWS && bytes <= MAX_SORTED;
  }

  /**
   * Read what is at the end of a file: what it holds, and where.
   *
   * `tail` is how many bytes of it are fetched at first. Rejects if it is no Parquet file, or a damaged one.
   */
  static async open(file: AsyncBuffer, tail = TAIL): Promise<ParquetFile> {
    return new ParquetFile(file, await parquetMetadataAsync(file, { initialFetchSize: tail }));
  }

  /** So many rows from `offset` on; rejects with HugeBlocksError where they can't be read by themselves. */
  async page(offset: number, limit: number, order: TableOrder | null): Promise<Schemas["TablePage"]> {
    const total = Math.min(this.rows, MAX_ROWS);
    const end = Math.min(total, offset + limit);
    const sorted = order ? await this.order(order) : null;
    const rows: string[][] = [];
    for (let place = offset; place < end; place++) rows.push(await this.row(sorted?.[place] ?? place));
    return {
      columns: this.columns,
      rows,
      offset,
      total,
      complete: total === this.rows,
      all_columns: this.allColumns,
    };
  }

  private async row(number: number): Promise<string[]> {
    const columns = await this.blockWith(number);
    return this.names.map((name) => cellText(valueAt(columns.get(name), number)));
  }

  private blockWith(row: number): Promise<Columns> {
    const block = this.blocks.find(({ end }) => row < end);
    if (!block) throw new RangeError(`The file has no row ${row}.`);
    const known = this.read.get(block);
    if (known) return known;
    if (block.bytes > MAX_BLOCK) throw new HugeBlocksError();
    const columns = this.columnsOf(block);
    this.read.set(block, columns);
    // What could not be fetched is tried again when it is asked for again.
    columns.catch(() => this.read.delete(block));
    this.forget();
    return columns;
  }

  /** Let go of the blocks read first, if there are too many. */
  private forget(): void {
    const blocks = [...this.read.keys()];
    let bytes = blocks.reduce((sum, block) => sum + block.bytes, 0);
    for (const block of blocks.slice(0, -1)) {
      if (bytes <= KEPT) return;
      this.read.delete(block);
      bytes -= block.bytes;
    }
  }

  private async columnsOf({ start, end }: Block): Promise<Columns> {
    const columns: Columns = new Map(this.names.map((name) => [name, []]));
    await parquetRead({
      file: this.file,
      metadata: this.metadata,
      columns: this.names,
      rowStart: start,
      rowEnd: end,
      compressors: COMPRESSORS,
      parsers: PARSERS,
      onChunk: ({ columnName, columnData, rowStart }) =>
        columns.get(columnName)?.push({ start: rowStart, values: columnData }),
    });
    return columns;
  }

  private order({ column, descending }: TableOrder): Promise<Uint32Array> {
    const key = `${column} ${descending}`;
    let order = this.orders.get(key);
    if (!order) {
      order = this.sorted(this.names[column] ?? "", descending);
      this.orders.set(key, order);
      order.catch(() => this.orders.delete(key));
    }
    return order;
  }

  private async sorted(name: string, descending: boolean): Promise<Uint32Array> {
    const values: unknown[] = [];
    for (const { start, end } of this.blocks) {
      if (start === end) continue;
      const runs = (await this.blockWith(start)).get(name);
      for (let row = start; row < end; row++) values.push(valueAt(runs, row));
    }
    // Rows that are alike stay in the file's order: sorting is stable.
    return Uint32Array.from(values.keys()).sort((one, other) =>
      compare(values[one], values[other], descending),
    );
  }
}

function blocksOf({ row_groups }: FileMetaData): Block[] {
  let end = 0;
  return row_groups.map(({ num_rows, total_byte_size }) => {
    const start = end;
    end += Number(num_rows);
    return { start, end, bytes: Number(total_byte_size) };
  });
}

function valueAt(runs: Run[] | undefined, row: number): unknown {
  const run = runs?.find(({ start, values }) => row >= start && row < start + values.length);
  return run?.values[row - run.start];
}
