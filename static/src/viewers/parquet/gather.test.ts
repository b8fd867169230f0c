import { expect, test } from "vitest";
import { gathered } from "./gather";

const CONTENT = Uint8Array.from({ length: 100_000 }, (_, at) => at % 251);

function file(asked: [number, number][]) {
  return gathered({
    byteLength: CONTENT.length,
    slice: (start, end = CONTENT.length) => {
      asked.push([start, end]);
      return Promise.resolve(CONTENT.slice(start, end).buffer);
    },
  });
}

test("parts that lie close together come in one request, each with its own bytes", async () => {
  const asked: [number, number][] = [];
  const parts: [number, number][] = [
    [90_000, 90_010],
    [20, 30],
    [0, 10],
    [5, 8],
  ];
  const source = file(asked);
  const found = await Promise.all(parts.map(([start, end]) => source.slice(start, end)));
  expect(found.map((bytes) => new Uint8Array(bytes))).toEqual(
    parts.map(([start, end]) => CONTENT.slice(start, end)),
  );
  expect(asked).toEqual([
    [0, 30],
    [90_000, 90_010],
  ]);
});

test("a file that is shorter than it says is told", async () => {
  await expect(file([]).slice(99_990, 100_010)).rejects.toThrow("shorter");
});
