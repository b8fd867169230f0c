import type { Patch } from "immer";

/** Steps kept; the oldest are forgotten first. */
export const MAX_STEPS = 500;
/** Patches kept over all steps, so that a few huge steps don't fill the memory. */
export const MAX_PATCHES = 200_000;
/** Changes of one group that follow each other faster than this are one step. */
export const MERGE_MS = 1000;

/** One thing the user did, and how to do and undo it. */
export interface Step {
  label: string;
  group: string | undefined;
  /** When it was last added to, in ms. */
  at: number;
  forward: readonly Patch[];
  backward: readonly Patch[];
  /** What was selected before and after, if the step selected something itself. */
  selection: { before: ReadonlySet<string>; after: ReadonlySet<string> } | undefined;
}

/** The steps behind and ahead of where the document is, as an immutable value. */
export interface History {
  past: readonly Step[];
  future: readonly Step[];
  /** Whether the last step may still take in changes of its group. */
  open: boolean;
}

export const EMPTY: History = { past: [], future: [], open: false };

/** The history with one more step, merged into the last one if both belong together. */
export function recorded(history: History, step: Step): History {
  const last = history.past.at(-1);
  if (last && history.open && belongs(last, step)) {
    return { past: [...history.past.slice(0, -1), merged(last, step)], future: [], open: true };
  }
  return { past: limited([...history.past, step]), future: [], open: true };
}

export function stepBack({ past, future }: History, step: Step): History {
  return { past: past.slice(0, -1), future: [...future, step], open: false };
}

export function stepForward({ past, future }: History, step: Step): History {
  return { past: [...past, step], future: future.slice(0, -1), open: false };
}

function belongs(last: Step, step: Step): boolean {
  return step.group !== undefined && step.group === last.group && step.at - last.at <= MERGE_MS;
}

function merged(last: Step, step: Step): Step {
  const selection = step.selection
    ? { before: last.selection?.before ?? step.selection.before, after: step.selection.after }
    : last.selection;
  const sameSpots = replacesSameSpots(last, step);
  return {
    ...last,
    label: step.label,
    at: step.at,
    forward: sameSpots ? step.forward : [...last.forward, ...step.forward],
    backward: sameSpots ? last.backward : [...step.backward, ...last.backward],
    selection,
  };
}

/** Whether the later step overwrites just what the earlier wrote, as typing in a field does. */
function replacesSameSpots(last: Step, step: Step): boolean {
  return (
    last.forward.length === step.forward.length &&
    last.forward.every((patch, index) => {
      const other = step.forward[index];
      return other !== undefined && bothReplace(patch, other);
    })
  );
}

function bothReplace(patch: Patch, other: Patch): boolean {
  return (
    patch.op === "replace" &&
    other.op === "replace" &&
    patch.path.length === other.path.length &&
    patch.path.every((part, index) => part === other.path[index])
  );
}

function limited(past: readonly Step[]): readonly Step[] {
  let patches = 0;
  let first = past.length;
  while (first > 0 && past.length - first < MAX_STEPS) {
    const step = past[first - 1];
    patches += (step?.forward.length ?? 0) + (step?.backward.length ?? 0);
    // The last step can always be undone, however big.
    if (patches > MAX_PATCHES && first < past.length) break;
    first -= 1;
  }
  return first === 0 ? past : past.slice(first);
}
