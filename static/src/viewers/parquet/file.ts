/** Reads a Parquet file in the browser, only those parts of it that are looked at. */
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync } from "hyparquet";
import type { Schemas } from "../../api/client";
import type { TableOrder } from "../../api/tables";
import { cellText, compare, PARSERS, sortKey } from "./cells";
import { type Block, blocksOf, bytesOf, type Column, columnsOf } from "./columns";
import { ColumnReader, type Need, type Stretch } from "./reader";

/** Columns that are read at the most, as of a CSV file. */
const MAX_COLUMNS = 300;
/** Rows that are shown at the most: a taller box is no box to browsers. */
const MAX_ROWS = 500_000;
/** What a file holds is told at its end, mostly in less than this. */
const TAIL = 64_000;

/** An open Parquet file. */
export class ParquetFile {
  readonly sortable: boolean;
  private readonly columns: Column[];
  private readonly allColumns: number;
  private readonly blocks: Block[];
  private readonly rows: number;
  private readonly reader: ColumnReader;
  private readonly orders = new Map<string, Promise<Uint32Array>>();

  private constructor(file: AsyncBuffer, metadata: FileMetaData) {
    const columns = columnsOf(metadata);
    this.allColumns = columns.length;
    this.columns = columns.slice(0, MAX_COLUMNS);
    this.rows = Number(metadata.num_rows);
    this.blocks = blocksOf(metadata);
    this.reader = new ColumnReader(file);
    // A page of a sorted table has rows from anywhere.
    const bytes = this.columns.reduce((sum, column) => sum + bytesOf(column, this.blocks), 0);
    const values = this.rows * this.columns.reduce((sum, { leaves }) => sum + leaves.length, 0);
    this.sortable = this.rows <= MAX_ROWS && ColumnReader.keeps(values, bytes);
  }

  /**
   * Read what is at the end of a file: what it holds, and where.
   *
   * `tail` is how many bytes of it are fetched at first. Rejects if it is no Parquet file, or a damaged one.
   */
  static async open(file: AsyncBuffer, tail = TAIL): Promise<ParquetFile> {
    return new ParquetFile(
      file,
      await parquetMetadataAsync(file, { initialFetchSize: tail, parsers: PARSERS }),
    );
  }

  /**
   * So many rows from `offset` on, with their cells of the columns from `first` up to `last`.
   *
   * A cell that can't be read without reading far more than it says `tooLarge`.
   */
  async page(
    offset: number,
    limit: number,
    order: TableOrder | null,
    { first = 0, last = MAX_COLUMNS, tooLarge = "" } = {},
  ): Promise<Schemas["TablePage"]> {
    const total = Math.min(this.rows, MAX_ROWS);
    const sorted = order ? await this.order(order) : null;
    const places = Array.from(
      { length: Math.max(0, Math.min(total, offset + limit) - offset) },
      (_, at) => at,
    );
    const rows = places.map((at) => sorted?.[offset + at] ?? offset + at);
    const columns = this.columns.slice(first, last);
    const cells = await Promise.all(
      columns.map((column) => this.cells(column, rows, tooLarge, order ? "all" : "some")),
    );
    return {
      columns: this.columns.map(({ name, type }) => ({ name, type })),
      rows: places.map((at) => cells.map((column) => column[at] ?? "")),
      offset,
      total,
      complete: total === this.rows,
      all_columns: this.allColumns,
    };
  }

  /** Cells of a column, in the order of the rows; those that lie together are read together. */
  private async cells(column: Column, rows: number[], tooLarge: string, need: Need): Promise<string[]> {
    const texts = new Map<number, string>();
    for (const row of rows) {
      if (texts.has(row)) continue;
      const { start, end, values } = await this.stretch(column, row, need);
      for (const other of rows) {
        if (other < start || other >= end) continue;
        texts.set(other, values ? cellText(values[other - start], column.tree) : tooLarge);
      }
    }
    return rows.map((row) => texts.get(row) ?? "");
  }

  private stretch(column: Column, row: number, need: Need): Promise<Stretch> {
    const block = this.blocks.find(({ end }) => row < end);
    if (!block) throw new RangeError(`The file has no row ${row}.`);
    return this.reader.read(column, block, row, need);
  }

  private order({ column, descending }: TableOrder): Promise<Uint32Array> {
    const key = `${column} ${descending}`;
    let order = this.orders.get(key);
    if (!order) {
      order = this.sorted(this.columns[column], descending);
      this.orders.set(key, order);
      order.catch(() => this.orders.delete(key));
    }
    return order;
  }

  private async sorted(column: Column | undefined, descending: boolean): Promise<Uint32Array> {
    const keys: ReturnType<typeof sortKey>[] = [];
    while (column && keys.length < this.rows) {
      const row = keys.length;
      const { start, end, values } = await this.stretch(column, row, "all");
      for (let at = row; at < end; at++) keys.push(sortKey(values?.[at - start], column.tree));
    }
    // Rows that are alike stay in the file's order: sorting is stable.
    return Uint32Array.from(keys.keys()).sort((one, other) =>
      compare(keys[one] ?? null, keys[other] ?? null, descending),
    );
  }
}
