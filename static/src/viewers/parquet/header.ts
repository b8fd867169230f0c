/** The header of a page of a Parquet file: where the next one is, without reading what the page holds. */

export interface PageHeader {
  kind: "data" | "dictionary" | "other";
  /** Bytes of the header itself, and of the page after it as it lies in the file and unpacked. */
  length: number;
  packed: number;
  unpacked: number;
  /** Values of a page of data; in columns that are no lists these are its rows. */
  values: number;
}

/** Numbers of the fields, as parquet.thrift has them. */
const TYPE = 1;
const UNPACKED = 2;
const PACKED = 3;
const DATA = 5;
const DATA_V2 = 8;
const VALUES = 1;

const KINDS: Record<number, PageHeader["kind"]> = { 0: "data", 2: "dictionary", 3: "data" };

/** Read the header at the beginning of these bytes; null if it goes on beyond them. */
export function readHeader(bytes: Uint8Array): PageHeader | null {
  const reader = new CompactReader(bytes);
  try {
    const fields = reader.struct();
    const data = fields.get(DATA) ?? fields.get(DATA_V2);
    return {
      kind: KINDS[count(fields.get(TYPE))] ?? "other",
      length: reader.offset,
      packed: count(fields.get(PACKED)),
      unpacked: count(fields.get(UNPACKED)),
      values: data instanceof Map ? count(data.get(VALUES)) : 0,
    };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function count(field: Field | undefined): number {
  if (typeof field === "number" && field >= 0) return field;
  throw new Error("The file has a damaged page header.");
}

/** What is of use here: numbers and structures; all else is passed over. */
type Field = number | Map<number, Field> | null;

/** Kinds of fields in Thrift's compact protocol. */
const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const I64 = 6;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const SET = 10;
const STRUCT = 12;

/** Reads Thrift's compact protocol; a RangeError tells that the bytes end too early. */
class CompactReader {
  offset = 0;

  constructor(private readonly bytes: Uint8Array) {}

  struct(): Map<number, Field> {
    const fields = new Map<number, Field>();
    let id = 0;
    for (let head = this.byte(); head !== 0; head = this.byte()) {
      // The number of the field, counted from the last one, or by itself.
      id = head >> 4 ? id + (head >> 4) : this.number();
      fields.set(id, this.field(head & 15));
    }
    return fields;
  }

  private field(kind: number): Field {
    if (kind === TRUE || kind === FALSE) return null;
    if (kind > BYTE && kind <= I64) return this.number();
    if (kind === STRUCT) return this.struct();
    if (kind === BYTE) this.skip(1);
    else if (kind === DOUBLE) this.skip(8);
    else if (kind === BINARY) this.skip(this.varint());
    else if (kind === LIST || kind === SET) this.list();
    else throw new Error("The file has a damaged page header.");
    return null;
  }

  private list(): void {
    const head = this.byte();
    const length = head >> 4 === 15 ? this.varint() : head >> 4;
    for (let item = 0; item < length; item++) {
      // In a list, and only there, a truth takes a byte.
      if ((head & 15) <= FALSE) this.skip(1);
      else this.field(head & 15);
    }
  }

  /** A signed number: 0, -1, 1, -2, ... */
  private number(): number {
    const value = this.varint();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  }

  private varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  private byte(): number {
    const byte = this.bytes[this.offset++];
    if (byte === undefined) throw new RangeError("The bytes end within a header.");
    return byte;
  }

  private skip(bytes: number): void {
    this.offset += bytes;
    if (this.offset > this.bytes.length) throw new RangeError("The bytes end within a header.");
  }
}
