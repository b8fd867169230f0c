import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { ParquetFile } from "./file";

const SAMPLES = join(import.meta.dirname, "../../../../tests/samples/parquet");

interface Fetched {
  byteLength: number;
  bytes: number;
  slice: (start: number, end?: number) => Promise<ArrayBuffer>;
}

function sample(name: string): Fetched {
  const content = Uint8Array.from(readFileSync(join(SAMPLES, `${name}.parquet`)));
  const file: Fetched = {
    byteLength: content.byteLength,
    bytes: 0,
    slice: (start, end) => {
      const part = content.slice(start, end);
      file.bytes += part.byteLength;
      return Promise.resolve(part.buffer);
    },
  };
  return file;
}

describe.each(["snappy", "zstd", "gzip", "brotli", "lz4"])("a file packed by %s", (codec) => {
  test("has values of all kinds as text, page by page across its blocks", async () => {
    const file = await ParquetFile.open(sample(codec));
    const page = await file.page(0, 100, null);
    expect(page).toMatchObject({ total: 250, complete: true, offset: 0, all_columns: 10 });
    expect(page.columns.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      "number: integer",
      "amount: number",
      "name: text",
      "flag: boolean",
      "day: date",
      "moment: date",
      "price: number",
      "parts: text",
      "place: text",
      "bytes: text",
    ]);
    expect(page.rows[0]).toEqual([
      "0",
      "0",
      "café",
      "true",
      "1969-12-30",
      "1969-12-31 23:59:59.999995",
      "0.00",
      "[1,0]",
      '{"x":0,"y":null}',
      "0x0000",
    ]);
    // What is missing is empty; what is no number says so.
    expect(page.rows[7]?.[0]).toBe("");
    expect(page.rows[3]?.[1]).toBe("NaN");
    expect(page.rows[5]?.slice(4, 7)).toEqual(["1970-01-04", "1970-01-01 00:00:00", "1.25"]);
    expect(page.rows[6]?.[5]).toBe("1970-01-01 00:00:00.000001");
    const last = await file.page(200, 100, null);
    expect(last.offset).toBe(200);
    expect(last.rows.map(([number]) => number)).toEqual(
      Array.from({ length: 50 }, (_, index) => (index === 7 ? "" : String(200 + index))),
    );
  });
});

describe("a file of several blocks", () => {
  let fetched: Fetched;
  let file: ParquetFile;

  beforeEach(async () => {
    fetched = sample("gzip");
    file = await ParquetFile.open(fetched, 4000);
  });

  test("is fetched no further than it is looked at, and nothing twice", async () => {
    fetched.bytes = 0;
    await file.page(0, 100, null);
    const first = fetched.bytes;
    await file.page(0, 100, null);
    expect(fetched.bytes).toBe(first);
    await file.page(100, 100, null);
    expect(fetched.bytes).toBeGreaterThan(first);
  });

  test("is sorted as a whole, numbers by size and what is missing last", async () => {
    const down = await file.page(0, 100, { column: 0, descending: true });
    expect(down.rows.slice(0, 3).map(([number]) => number)).toEqual(["249", "248", "247"]);
    const up = await file.page(0, 100, { column: 0, descending: false });
    expect(up.rows.slice(0, 3).map(([number]) => number)).toEqual(["0", "1", "2"]);
    for (const descending of [false, true]) {
      const end = await file.page(200, 100, { column: 0, descending });
      expect(end.rows.slice(-5).map(([number]) => number)).toEqual(["", "", "", "", ""]);
    }
  });

  test("is asked again for what could not be fetched", async () => {
    const { slice } = fetched;
    fetched.slice = () => Promise.reject(new Error("gone"));
    await expect(file.page(0, 100, null)).rejects.toThrow("gone");
    fetched.slice = slice;
    expect((await file.page(0, 100, null)).rows).toHaveLength(100);
  });
});

test("a file without rows is an empty table", async () => {
  const file = await ParquetFile.open(sample("empty"));
  expect(await file.page(0, 100, null)).toMatchObject({ rows: [], total: 0, all_columns: 10 });
});

test("what is no Parquet file is refused", async () => {
  const bytes = new TextEncoder().encode("PAR1\0\0\0\0PAR1");
  const broken = {
    byteLength: bytes.byteLength,
    slice: (start: number, end?: number) => Promise.resolve(bytes.slice(start, end).buffer),
  };
  await expect(ParquetFile.open(broken)).rejects.toThrow();
});
