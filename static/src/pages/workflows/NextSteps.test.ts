import { expect, test } from "vitest";
import type { Schemas } from "../../api/client";

// The browser's storage is asked for when the module loads.
globalThis.window ??= { localStorage: null } as unknown as Window & typeof globalThis;

function list(own: number, examples: number): Schemas["WorkflowList"] {
  const tags = [...Array(own).fill([]), ...Array(examples).fill(["example"])];
  return { items: tags.map((tags) => ({ tags })), total: own + examples } as Schemas["WorkflowList"];
}

test("hints are for those who have little but the examples, however many these are", async () => {
  const { isBeginning } = await import("./NextSteps");
  expect([list(0, 0), list(0, 5), list(3, 5)].map(isBeginning)).toEqual([true, true, true]);
  expect([list(4, 0), list(4, 5)].map(isBeginning)).toEqual([false, false]);
});
