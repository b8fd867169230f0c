import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesText, decimalText, durationText, floatText, momentText, timeText, unscaled } from "./values";

test("a decimal number is its digits with a point among them", () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.integer({ min: 0, max: 40 }), (number, scale) => {
      const text = decimalText(number, scale);
      expect(BigInt(text.replace(".", ""))).toBe(number);
      expect(text.split(".")[1]?.length ?? 0).toBe(scale);
      expect(text).toMatch(/^-?(0|[1-9]\d*)(\.\d+)?$/);
    }),
  );
});

test("a number in bytes is signed, its highest byte first", () => {
  expect(unscaled(Uint8Array.from([0xff, 0x85]))).toBe(-123n);
  expect(unscaled(Uint8Array.from([0x00, 0x85]))).toBe(133n);
  expect(unscaled(new Uint8Array())).toBe(0n);
  expect(unscaled(-5)).toBe(-5n);
});

test("a number of 32 bits is as short as it can be", () => {
  expect([0.1, 3.3, 16_777_216, 1e-45, Number.NaN].map((one) => floatText(Math.fround(one)))).toEqual([
    "0.1",
    "3.3",
    "16777216",
    "1e-45",
    "NaN",
  ]);
  fc.assert(
    fc.property(fc.float({ noNaN: true }), (number) => {
      // Zero has no sign in a text.
      expect(Math.fround(Number(floatText(number))) + 0).toBe(number + 0);
    }),
  );
});

test("points in time have all of their digits, also before 1970", () => {
  expect(momentText(-1n, 9)).toBe("1969-12-31 23:59:59.999999999");
  expect(momentText(1_500n, 3)).toBe("1970-01-01 00:00:01.500");
  expect(momentText(0n, 6)).toBe("1970-01-01 00:00:00");
  expect(momentText(10n ** 18n, 3)).toBe("1000000000000000 s");
});

test("times of day and durations are written as people write them", () => {
  expect(timeText(3_723_456_789n, 6)).toBe("01:02:03.456789");
  expect(timeText(86_399_000n, 3)).toBe("23:59:59");
  expect(durationText(Uint8Array.from([2, 0, 0, 0, 3, 0, 0, 0, 0xdc, 5, 0, 0]))).toBe("P2M3DT1.5S");
});

test("bytes are text if they may be", () => {
  expect(bytesText(new TextEncoder().encode("café\n"))).toBe("café\n");
  expect(bytesText(Uint8Array.from([0xff, 0x41]))).toBe("0xff41");
  expect(bytesText(Uint8Array.from([0x41, 0x00]))).toBe("0x4100");
});
