import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../../api/problems";
import { Autosave, type AutosaveTools, outcomeOf, type Ticket } from "./autosave";

const AT = new Date("2026-01-31T10:42:00Z");
const refusal = (status: number) => new ApiError(status, "no", null, []);

/** A server that holds one draft, and says no on demand. */
function world(ticket: Ticket | null = null) {
  const kept: string[] = [];
  const sent: { work: string; ticket: Ticket | null }[] = [];
  const answers: (unknown | null)[] = [];
  let gate: Promise<void> | null = null;
  let revision = ticket?.revision ?? 0;
  const tools: AutosaveTools<string> = {
    send: async (work, named) => {
      sent.push({ work, ticket: named });
      if (gate) await gate;
      const error = answers.shift();
      if (error) throw error;
      revision += 1;
      return { ticket: { id: named?.id ?? 7, revision }, at: AT };
    },
    keep: (work) => kept.push(work),
    drop: () => kept.splice(0),
    retryMs: [2000, 5000],
  };
  return {
    autosave: new Autosave(tools, ticket),
    kept,
    sent,
    fail: (error: unknown, times = 1) => answers.push(...Array.from({ length: times }, () => error)),
    hold: () => {
      let open: () => void = () => undefined;
      gate = new Promise((resolve) => {
        open = () => {
          gate = null;
          resolve();
        };
      });
      return () => open();
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("typing is sent once, a moment after the last key", async () => {
  const { autosave, sent } = world();
  for (const work of ["a", "ab", "abc"]) {
    autosave.change(work);
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(sent).toEqual([]);
  expect(autosave.state.kind).toBe("waiting");
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent).toEqual([{ work: "abc", ticket: null }]);
  expect(autosave.state).toEqual({ kind: "saved", at: AT });
  expect(autosave.isUnsent).toBe(false);
});

test("each write names the revision of the one before, and there is one at a time", async () => {
  const { autosave, sent, hold } = world();
  const open = hold();
  autosave.change("a");
  await vi.advanceTimersByTimeAsync(1000);
  autosave.change("b");
  await vi.advanceTimersByTimeAsync(5000);
  expect(sent.length).toBe(1);
  expect(autosave.isUnsent).toBe(true);
  open();
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent[1]).toEqual({ work: "b", ticket: { id: 7, revision: 1 } });
  expect(autosave.state.kind).toBe("saved");
});

test("without a network the work is kept here, tried again at growing distances, and nothing is lost", async () => {
  const { autosave, sent, kept, fail } = world();
  fail(new TypeError("Failed to fetch"), 2);
  autosave.change("a");
  await vi.advanceTimersByTimeAsync(1000);
  expect(autosave.state).toEqual({ kind: "offline", reason: "network" });
  expect(kept).toEqual(["a"]);
  autosave.change("b");
  expect(kept).toEqual(["a", "b"]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(sent.at(-1)?.work).toBe("b");
  expect(autosave.state.kind).toBe("offline");
  await vi.advanceTimersByTimeAsync(5000);
  expect(autosave.state.kind).toBe("saved");
  expect(kept).toEqual([]);
});

test("signed out, nothing is sent by itself; after signing in, `retry` sends the latest", async () => {
  const { autosave, sent, kept, fail } = world();
  fail(refusal(401));
  autosave.change("a");
  await vi.advanceTimersByTimeAsync(1000);
  autosave.change("b");
  await vi.advanceTimersByTimeAsync(120_000);
  expect(sent.length).toBe(1);
  expect(kept).toEqual(["a", "b"]);
  expect(autosave.state).toEqual({ kind: "offline", reason: "session" });
  autosave.retry();
  await vi.advanceTimersByTimeAsync(0);
  expect(sent.at(-1)?.work).toBe("b");
  expect(autosave.state.kind).toBe("saved");
});

test("a draft written in another window is never overwritten; either side can be kept", async () => {
  const { autosave, sent, fail } = world({ id: 7, revision: 3 });
  fail(refusal(409));
  autosave.change("mine");
  await vi.advanceTimersByTimeAsync(1000);
  autosave.change("mine too");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(autosave.state.kind).toBe("conflict");
  expect(await autosave.flush()).toBe(false);
  expect(sent.length).toBe(1);
  autosave.continueAs(null, "mine too");
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent.at(-1)).toEqual({ work: "mine too", ticket: null });
});

test("a draft deleted elsewhere is made anew from what is on the screen", async () => {
  const { autosave, sent, fail } = world({ id: 7, revision: 3 });
  fail(refusal(404));
  autosave.change("a");
  await vi.advanceTimersByTimeAsync(1001);
  expect(sent.map(({ ticket }) => ticket?.id ?? null)).toEqual([7, null]);
  expect(autosave.state.kind).toBe("saved");
});

test("a refusal is told and kept here, and the next change is tried again", async () => {
  const { autosave, kept, fail } = world();
  fail(refusal(413));
  autosave.change("too much");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(autosave.state.kind).toBe("refused");
  expect(kept).toEqual(["too much"]);
  autosave.change("less");
  await vi.advanceTimersByTimeAsync(1000);
  expect(autosave.state.kind).toBe("saved");
});

test("while a save is under way no draft is written; what changed meanwhile is a new draft on top", async () => {
  const { autosave, sent } = world({ id: 7, revision: 3 });
  autosave.change("a");
  await autosave.hold();
  autosave.change("b");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent).toEqual([]);
  autosave.settle("b");
  autosave.release();
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent).toEqual([{ work: "b", ticket: null }]);
});

test("a save that failed lets the draft be written after all", async () => {
  const { autosave, sent } = world();
  autosave.change("a");
  await autosave.hold();
  autosave.release();
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent.map(({ work }) => work)).toEqual(["a"]);
});

test("`flush` sends at once and tells whether the server has everything", async () => {
  const { autosave, fail } = world();
  autosave.change("a");
  expect(await autosave.flush()).toBe(true);
  fail(new TypeError("Failed to fetch"));
  autosave.change("b");
  expect(await autosave.flush()).toBe(false);
});

test("errors that may pass are told from those that stay", () => {
  expect(outcomeOf(new TypeError("Failed to fetch"))).toBe("network");
  expect(outcomeOf(refusal(503))).toBe("network");
  expect(outcomeOf(refusal(401))).toBe("session");
  expect(outcomeOf(refusal(409))).toBe("conflict");
  expect(outcomeOf(refusal(404))).toBe("gone");
  expect(outcomeOf(refusal(403))).toBe("refused");
});
