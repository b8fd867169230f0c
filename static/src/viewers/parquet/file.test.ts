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

describe.each(["pages", "pages_index"])("a long block of %s", (name) => {
  let fetched: Fetched;
  let file: ParquetFile;

  beforeEach(async () => {
    fetched = sample(name);
    file = await ParquetFile.open(fetched, 4000);
    fetched.bytes = 0;
  });

  test.each([0, 4950, 7777, 9900])("has the rows that are asked for from %i on", async (offset) => {
    const { rows } = await file.page(offset, 100, null);
    expect(rows.map(([, text]) => text)).toEqual(places(offset).map((row) => `name ${row % 5000}`));
    expect(rows.map(([, , list]) => list)).toEqual(
      places(offset).map((row, at) => `[${row},${Number(rows[at]?.[0]?.slice(-3))}]`),
    );
  });

  test.each([0, 5000, 9900])("is fetched by its pages, from %i on", async (offset) => {
    // 80 kB in pages of some 10 kB.
    await file.page(offset, 100, null, { last: 1 });
    expect(fetched.bytes).toBeGreaterThan(5000);
    expect(fetched.bytes).toBeLessThan(40_000);
  });

  test("has only those columns fetched that are asked for", async () => {
    const { columns, rows } = await file.page(0, 100, null, { first: 1, last: 2 });
    expect(columns).toHaveLength(3);
    expect(rows[42]).toEqual(["name 42"]);
    expect(fetched.bytes).toBeLessThan(60_000);
  });

  test("once it is sorted, is not fetched again", async () => {
    const order = { column: 0, descending: true };
    await file.page(0, 100, order);
    const { bytes } = fetched;
    const { rows } = await file.page(5000, 100, order);
    expect(fetched.bytes).toBe(bytes);
    const numbers = rows.map(([number]) => BigInt(number ?? ""));
    expect(numbers).toEqual(numbers.toSorted((one, other) => Number(other > one) - Number(other < one)));
  });

  test("is sorted by a column that isn't among those asked for", async () => {
    const { rows } = await file.page(0, 3, { column: 2, descending: false }, { first: 1, last: 2 });
    // By the list's text: [0,...], [1,...], [10,...].
    expect(rows).toEqual([["name 0"], ["name 1"], ["name 10"]]);
  });
});

function places(offset: number): number[] {
  return Array.from({ length: 100 }, (_, at) => offset + at);
}

test("values have all of their digits, and columns of one name their own", async () => {
  const file = await ParquetFile.open(sample("values"));
  const { columns, rows } = await file.page(0, 3, null);
  const cells = columns.map(({ name, type }, column) => [name, type, ...rows.map((row) => row[column])]);
  expect(cells).toEqual([
    ["decimal", "number", "12345678901234567890123456.123456789012", "-0.500000000000", ""],
    ["small decimal", "number", "0.000001", "-2.500000", "0.000000"],
    ["integer", "integer", "9007199254740993", "-9223372036854775808", "9223372036854775807"],
    ["unsigned", "integer", "18446744073709551615", "0", "1"],
    ["float", "number", "0.1", "-10000000000", "Infinity"],
    ["time", "text", "01:02:03.456789", "00:00:00", ""],
    [
      "nanoseconds",
      "date",
      "2024-01-01 00:00:00.123456789",
      "1969-12-31 23:59:59.999999999",
      "1970-01-01 00:00:00",
    ],
    ["bytes", "text", "0x00ff", "café", ""],
    ["prices", "text", "[1234567890123456.78,null]", "[]", ""],
    ["pair", "text", '{"price":1234567890123456.78,"at":"23:59:00"}', '{"price":null,"at":null}', ""],
    ["map", "text", '{"a":1234567890123456.78}', "{}", ""],
    ["twice", "integer", "1", "2", "3"],
    ["twice", "integer", "30", "20", "10"],
  ]);
});

test("decimals are sorted by size, and each of two columns of one name by itself", async () => {
  const file = await ParquetFile.open(sample("values"));
  const first = async (column: number) => {
    const { rows } = await file.page(0, 1, { column, descending: false });
    return rows[0]?.[column];
  };
  expect(await first(0)).toBe("-0.500000000000");
  expect(await first(1)).toBe("-2.500000");
  expect(await first(11)).toBe("1");
  expect(await first(12)).toBe("10");
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
