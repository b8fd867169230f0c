import { expect, test, vi } from "vitest";
import { actionFor, type Focus } from "./dispatch";
import { ariaKeys, type KeyPress, keyCaps, pressed } from "./keys";
import type { Action } from "./registry";

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: "",
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held,
});

test("mod is Ctrl, and Command on Apple's machines", () => {
  expect(pressed(press("z", { ctrlKey: true }), "mod+z", false)).toBe(true);
  expect(pressed(press("z", { metaKey: true }), "mod+z", false)).toBe(false);
  expect(pressed(press("z", { metaKey: true }), "mod+z", true)).toBe(true);
  expect(pressed(press("z", { ctrlKey: true }), "mod+z", true)).toBe(false);
});

test("Shift and Alt have to be held exactly as asked for", () => {
  expect(pressed(press("Z", { ctrlKey: true, shiftKey: true }), "mod+z", false)).toBe(false);
  expect(pressed(press("Z", { ctrlKey: true, shiftKey: true }), "mod+shift+z", false)).toBe(true);
  expect(pressed(press("ArrowUp", { altKey: true }), "arrowup", false)).toBe(false);
});

test("a sign counts with whatever the keyboard needs for it", () => {
  expect(pressed(press("?", { shiftKey: true }), "?", false)).toBe(true);
  expect(pressed(press("?"), "?", false)).toBe(true);
  expect(pressed(press("+", { shiftKey: true }), "+", false)).toBe(true);
  expect(pressed(press("?", { ctrlKey: true }), "?", false)).toBe(false);
});

test("on other layouts the key's place counts", () => {
  expect(pressed(press("я", { ctrlKey: true, code: "KeyZ" }), "mod+z", false)).toBe(true);
  expect(pressed(press("!", { shiftKey: true, code: "Digit1" }), "shift+1", false)).toBe(true);
  // A Latin layout has moved the letter: its own place is what people mean.
  expect(pressed(press("y", { ctrlKey: true, code: "KeyZ" }), "mod+z", false)).toBe(false);
});

test("keys read as they are printed", () => {
  expect(keyCaps("mod+shift+z", false)).toEqual(["Ctrl", "Shift", "Z"]);
  expect(keyCaps("mod+shift+z", true)).toEqual(["⌘", "⇧", "Z"]);
  expect(keyCaps("alt+arrowleft", false)).toEqual(["Alt", "←"]);
  expect(ariaKeys(["mod+z", "shift+arrowleft"], false)).toBe("Control+Z Shift+ArrowLeft");
});

function action(id: string, rest: Partial<Action>): Action {
  return { id, label: id, section: "edit", keys: ["n"], where: "editor", run: vi.fn(), ...rest };
}

test.each<[Focus, string | undefined]>([
  ["canvas", "canvas"],
  ["editor", "editor"],
  ["typing", undefined],
  ["dialog", undefined],
])("with the focus on %s, N does %s", (focus, expected) => {
  const actions = [action("editor", {}), action("canvas", { where: "canvas" })];
  expect(actionFor(actions, press("n"), focus)?.id).toBe(expected);
});

test("what can't be done now leaves its keys to others", () => {
  const actions = [action("first", { when: () => false }), action("second", {})];
  expect(actionFor(actions, press("n"), "editor")?.id).toBe("second");
  expect(actionFor([action("save", { where: "anywhere" })], press("n"), "typing")?.id).toBe("save");
  expect(actionFor([action("paste", { keysHandledElsewhere: true })], press("n"), "editor")).toBeUndefined();
});
