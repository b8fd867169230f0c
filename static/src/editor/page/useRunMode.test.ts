import { expect, test, vi } from "vitest";

vi.mock("../../api/runs", () => ({ useRun: vi.fn(), useRuns: vi.fn() }));
const { stateOf, statesOf } = await import("./useRunMode");

const task = (id: string, state: string, end: string | null = null) => ({
  task_id: id,
  name: id,
  state,
  start: "2026-01-31T06:00:00Z",
  end,
  duration: 1.5,
  map_index: -1,
  try_number: 1,
});

test("a task that still runs has no duration yet, one not begun no state", () => {
  expect(stateOf(task("a", "running")).duration).toBe(null);
  expect(stateOf(task("a", "success", "2026-01-31T06:00:02Z")).duration).toBe(1.5);
  expect(stateOf(task("a", "none")).state).toBe(null);
  const never = { ...task("a", "upstream_failed", "2026-01-31T06:00:00Z"), try_number: 0 };
  expect(stateOf(never).duration).toBe(null);
});

test("an answer that says nothing new redraws nothing; one that does redraws what changed", () => {
  const first = statesOf([task("a", "running"), task("b", "none")], new Map());
  expect(statesOf([task("a", "running"), task("b", "none")], first)).toBe(first);
  const next = statesOf([task("a", "running"), task("b", "queued")], first);
  expect(next).not.toBe(first);
  expect(next.get("a")).toBe(first.get("a"));
  expect(next.get("b")?.state).toBe("queued");
});
