import { describe, expect, test } from "vitest";
import { isTooLarge } from "./decode";
import { readHeader } from "./header";

/** The fields of a header: kind 0, and sizes as varints of twice their value. */
const SIZES = [0x15, 0x00, 0x15, 0xc8, 0x01, 0x15, 0x50];
/** A page of 7 values, whose statistics have a text and a truth. */
const DATA = [0x2c, 0x15, 0x0e, 0x4c, 0x18, 0x02, 0x41, 0x42, 0x71, 0x00, 0x00];
const HEADER = [...SIZES, ...DATA, 0x00];

describe("the header of a page", () => {
  test("tells its sizes and values, whatever else it has", () => {
    const header = readHeader(Uint8Array.from([...HEADER, 1, 2, 3]));
    expect(header).toEqual({ kind: "data", length: HEADER.length, unpacked: 100, packed: 40, values: 7 });
  });

  test("that goes on beyond the bytes is none yet", () => {
    for (let end = 0; end < HEADER.length; end++) {
      expect(readHeader(Uint8Array.from(HEADER.slice(0, end)))).toBeNull();
    }
  });

  test("without sizes is refused", () => {
    expect(() => readHeader(Uint8Array.from([0x00]))).toThrow("damaged");
    expect(() => readHeader(Uint8Array.from([0x1d, 0x00]))).toThrow("damaged");
  });

  test("tells that a page becomes too large before it is unpacked", () => {
    const page = (unpacked: number[]) => {
      const bytes = [0x15, 0x00, 0x15, ...unpacked, 0x15, 0x50, ...DATA, 0x00];
      return { column: { file_offset: 0n }, dictionary: null, data: Uint8Array.from(bytes).buffer };
    };
    expect(isTooLarge(page([0xc8, 0x01]))).toBe(false);
    // Twice 100 million.
    expect(isTooLarge(page([0x80, 0x84, 0xaf, 0x5f]))).toBe(true);
  });
});
