import { expect, test } from "vitest";
import { createUploads } from "./uploads";

interface Sent {
  name: string;
  progress: (part: number) => void;
  arrive: () => void;
  fail: (error: Error) => void;
  signal: AbortSignal;
}

/** Uploads to a server that answers when it is told to. */
function start(...names: string[]) {
  const sent: Sent[] = [];
  const uploads = createUploads(
    (_, file, progress, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
        const arrive = () => resolve({ path: `/files/${file.name}` });
        sent.push({ name: file.name, progress, arrive, fail: reject, signal });
      }),
  );
  const done: string[] = [];
  const settled = { count: 0 };
  uploads.send(
    7,
    names.map((name) => new File(["data"], name)),
    { done: (path) => done.push(path), settled: () => settled.count++ },
  );
  const shown = () => uploads.store.getState().map(({ name, part, error }) => ({ name, part, error }));
  return { uploads, sent, done, settled, shown };
}

const soon = () => new Promise((resolve) => setTimeout(resolve));

test("files leave one after another, and tell how far they are", async () => {
  const { sent, done, settled, shown } = start("a", "b");
  await soon();
  expect(sent.map(({ name }) => name)).toEqual(["a"]);
  sent[0]?.progress(0.5);
  expect(shown()).toEqual([
    { name: "a", part: 0.5, error: null },
    { name: "b", part: 0, error: null },
  ]);
  sent[0]?.arrive();
  await soon();
  expect(sent.map(({ name }) => name)).toEqual(["a", "b"]);
  expect([done, settled.count]).toEqual([["/files/a"], 1]);
});

test("one that is stopped is gone, is looked for once more, and lets the next one leave", async () => {
  const { uploads, sent, done, settled, shown } = start("a", "b");
  await soon();
  uploads.stop(0);
  await soon();
  expect(sent[0]?.signal.aborted).toBe(true);
  expect(shown()).toEqual([{ name: "b", part: 0, error: null }]);
  expect([done, settled.count]).toEqual([[], 1]);
  expect(sent.map(({ name }) => name)).toEqual(["a", "b"]);
});

test("one that is stopped while it waits never leaves", async () => {
  const { uploads, sent, shown } = start("a", "b");
  await soon();
  uploads.stop(1);
  sent[0]?.arrive();
  await soon();
  expect(sent.map(({ name }) => name)).toEqual(["a"]);
  expect(shown()).toEqual([]);
});

test("one that fails stays with its reason until it is put away", async () => {
  const { uploads, sent, done, shown } = start("a");
  await soon();
  sent[0]?.fail(new Error("no room"));
  await soon();
  expect(shown()[0]?.error).toContain("no room");
  uploads.stop(0);
  expect([shown(), done]).toEqual([[], []]);
});
