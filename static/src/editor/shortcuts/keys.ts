/** Keys written as `mod+shift+z`: how they match an event of the keyboard and how they read. */

interface Chord {
  mod: boolean;
  shift: boolean;
  alt: boolean;
  key: string;
}

/** What the matching looks at of a keyboard event. */
export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

export const APPLE = typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);

function chordOf(keys: string): Chord {
  const parts = keys.toLowerCase().split("+");
  // "mod++" is the plus key.
  const key = parts.at(-1) || "+";
  const held = new Set(parts.slice(0, -1));
  return { mod: held.has("mod"), shift: held.has("shift"), alt: held.has("alt"), key };
}

/** The letter or digit at a key's place on an English keyboard: for layouts whose letters aren't Latin. */
function placeOf(code: string): string {
  return /^(?:Key|Digit)(.)$/.exec(code)?.[1]?.toLowerCase() ?? "";
}

/** Whether Ctrl and Command are held as asked for; `mod` is Command on Apple's machines and Ctrl elsewhere. */
function heldAs({ ctrlKey, metaKey }: KeyPress, mod: boolean, apple: boolean): boolean {
  const [right, wrong] = apple ? [metaKey, ctrlKey] : [ctrlKey, metaKey];
  return right === mod && !wrong;
}

/** Whether an event is this combination. */
export function pressed(event: KeyPress, keys: string, apple = APPLE): boolean {
  const chord = chordOf(keys);
  if (!heldAs(event, chord.mod, apple)) return false;
  const key = event.key.toLowerCase();
  // A sign such as ? or + takes Shift (or the right Alt) on some keyboards and not on others.
  if (chord.key.length === 1 && !/[a-z0-9]/.test(chord.key)) return key === chord.key;
  if (chord.shift !== event.shiftKey || chord.alt !== event.altKey) return false;
  return key === chord.key || (strange(key, event) && placeOf(event.code) === chord.key);
}

/** Whether a key's character hangs on the layout, or on Shift and Alt, rather than on the key. */
function strange(key: string, { altKey, shiftKey, code }: KeyPress): boolean {
  if (key.length !== 1) return false;
  return key > "~" || altKey || (shiftKey && code.startsWith("Digit"));
}

const NAMES: Record<string, string> = {
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  escape: "Esc",
  delete: "Del",
  backspace: "Backspace",
  enter: "Enter",
  tab: "Tab",
};

/** The keys of a combination as they are printed on the keyboard: `["Ctrl", "Shift", "Z"]`. */
export function keyCaps(keys: string, apple = APPLE): string[] {
  const { mod, shift, alt, key } = chordOf(keys);
  return [
    ...(mod ? [apple ? "⌘" : "Ctrl"] : []),
    ...(alt ? [apple ? "⌥" : "Alt"] : []),
    ...(shift ? [apple ? "⇧" : "Shift"] : []),
    NAMES[key] ?? key.toUpperCase(),
  ];
}

/** A combination in one word, for tooltips. */
export function keysLabel(keys: string, apple = APPLE): string {
  return keyCaps(keys, apple).join(apple ? "" : "+");
}

/** A combination as `aria-keyshortcuts` has it. */
export function ariaKeys(keys: readonly string[], apple = APPLE): string {
  return keys
    .map((one) => {
      const { mod, shift, alt, key } = chordOf(one);
      const name =
        key.length > 1
          ? key.replace(
              /^(arrow)?(.)/,
              (_all, arrow: string | undefined, first: string) =>
                `${arrow ? "Arrow" : ""}${first.toUpperCase()}`,
            )
          : key.toUpperCase();
      return [
        ...(mod ? [apple ? "Meta" : "Control"] : []),
        ...(alt ? ["Alt"] : []),
        ...(shift ? ["Shift"] : []),
        name,
      ].join("+");
    })
    .join(" ");
}
