// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import starter from "../../../../domino_plugin/starter_pieces/.domino/compiled_metadata.json";
import "../../app/i18n";
import type { NodeInput } from "../model/types";
import { EVERYTHING, pieceOf } from "./everything.fixture";
import { value } from "./inputs";
import { field, open, piece } from "./openPanel.fixture";
import type { JsonSchema } from "./schema";

afterEach(cleanup);
// Each of these draws whole forms.
vi.setConfig({ testTimeout: 30_000 });

const ROLES = ["textbox", "combobox", "button", "radio", "checkbox", "group"];

test.each([
  ["EverythingPiece", { input_schema: EVERYTHING, output_schema: {} }] as const,
  ...Object.entries(starter),
])("the form of %s has a named control for all of it and writes nothing", (name, schemas) => {
  const complaints = vi.spyOn(console, "error");
  const { container, store } = open(pieceOf(name, schemas.input_schema, schemas.output_schema));
  const names = Object.keys((schemas.input_schema["properties"] ?? {}) as object);
  for (const one of names) {
    expect(
      field(container, one).querySelector("input, textarea, select, button, [role=status]"),
    ).not.toBeNull();
  }
  for (const role of ROLES) expect(screen.queryAllByRole(role, { name: "" }), role).toEqual([]);
  expect(store.getState().revision).toBe(0);
  expect(complaints).not.toHaveBeenCalled();
});

test("typing is one step, and undoing it restores the document", async () => {
  const { store, inputsNow, user } = open(piece({ a: { type: "string", title: "A" } }));
  const before = store.getState().document;
  await user.type(screen.getByRole("textbox", { name: /^A/ }), "some words");
  expect(inputsNow()).toEqual({ a: value("some words") });
  store.getState().undo();
  expect(store.getState().document).toEqual(before);
  expect(store.getState().canUndo).toBe(false);
});

test("deleting the text unsets the field; empty text is chosen on purpose", async () => {
  const schema = { a: { type: "string", title: "A", default: "usual" } };
  const { inputsNow, user } = open(piece(schema), { a: value("x") });
  const control = screen.getByRole("textbox", { name: /^A/ });
  await user.clear(control);
  expect(inputsNow()).toEqual({});
  expect(control.getAttribute("placeholder")).toBe("Default: usual");
  screen.getByRole("button", { name: "More for A" }).focus();
  await user.keyboard("{Enter}");
  const item = await screen.findByRole("menuitem", { name: "Set to empty text" });
  // By the keyboard, as the menu ignores the pointer until it has been placed, which nothing does here.
  await vi.waitFor(() => expect(item.hasAttribute("data-highlighted")).toBe(true), { timeout: 10_000 });
  await user.keyboard("{Enter}");
  await vi.waitFor(() => expect(inputsNow()).toEqual({ a: value("") }), { timeout: 10_000 });
  await user.click(screen.getByRole("button", { name: "Reset A to its default" }));
  expect(inputsNow()).toEqual({});
});

test("numbers are numbers, and none loses a digit", async () => {
  const { inputsNow, user } = open(piece({ a: { type: "integer", title: "A" } }));
  const control = screen.getByRole("textbox", { name: /^A/ });
  await user.type(control, "0");
  expect(inputsNow()).toEqual({ a: value(0) });
  await user.clear(control);
  await user.type(control, "12345678901234567890");
  expect(inputsNow()).toEqual({ a: value("12345678901234567890") });
  expect(screen.getByText(/Too many digits/)).toBeTruthy();
  await user.clear(control);
  await user.type(control, "1.5");
  expect(screen.getByText("This is no whole number.")).toBeTruthy();
  expect(control.getAttribute("aria-invalid")).toBe("true");
});

test("false, zero and empty text are values like others", () => {
  const schema = {
    a: { type: "boolean", title: "A", default: true },
    b: { type: "integer", title: "B", default: 5 },
  };
  const { container } = open(piece(schema), { a: value(false), b: value(0) });
  expect(within(field(container, "a")).getByRole("checkbox")).toHaveProperty("checked", false);
  expect(screen.getByRole("textbox", { name: /^B/ })).toHaveProperty("value", "0");
});

test("a value that is no choice is shown and kept until somebody decides", async () => {
  const schema = { a: { enum: ["x", "y"], type: "string", title: "A" } };
  const { store, inputsNow, user } = open(piece(schema), { a: value("gone") });
  expect(screen.getByText(/"gone"/)).toBeTruthy();
  expect(store.getState().revision).toBe(0);
  await user.click(screen.getByText("y"));
  expect(inputsNow()).toEqual({ a: value("y") });
});

test("switching to an output and back loses neither", async () => {
  const { inputsNow, user } = open(piece({ a: { type: "string", title: "A" } }), { a: value("kept") });
  await user.click(screen.getByRole("button", { name: "A: Upstream output" }));
  expect(inputsNow()).toEqual({ a: value("kept") });
  await user.click(screen.getByRole("button", { name: /^Output for A/ }));
  const [file] = await screen.findAllByRole("option", { name: /^File/ });
  await user.click(file as HTMLElement);
  const reference = { kind: "upstream", node: "before", output: "file", path: [] };
  expect(inputsNow()).toEqual({ a: reference });
  await user.click(screen.getByRole("button", { name: "A: Value" }));
  expect(inputsNow()).toEqual({ a: value("kept") });
  await user.click(screen.getByRole("button", { name: "A: Upstream output" }));
  expect(inputsNow()).toEqual({ a: reference });
});

test("what doesn't fit says why and can't be taken; a node that isn't connected gets connected", async () => {
  const { store, id, inputsNow, user } = open(
    piece({ a: { type: "string", title: "A", from_upstream: "always" } }),
  );
  await user.click(screen.getByRole("button", { name: /^Output for A/ }));
  const options = await screen.findAllByRole("option");
  const rows = options.filter((option) => option.textContent?.startsWith("Rows"));
  expect(rows.map((option) => option.getAttribute("aria-disabled"))).toEqual(["true", "true"]);
  await user.click(rows[0] as HTMLElement);
  expect(inputsNow()).toEqual({});
  await user.type(screen.getByRole("combobox"), "apart ›{Enter}");
  expect(inputsNow()).toEqual({ a: { kind: "upstream", node: "apart", output: "info", path: ["name"] } });
  expect(store.getState().document.edges).toContainEqual({ upstream: "apart", downstream: id });
  store.getState().undo();
  expect(store.getState().document.edges).toHaveLength(1);
  expect(inputsNow()).toEqual({});
});

test("an input that is never from upstream has no switch, one that always is has no text", () => {
  const schema = {
    a: { type: "string", title: "A", from_upstream: "never" },
    b: { type: "string", title: "B", from_upstream: "always" },
  };
  const { container } = open(piece(schema));
  expect(screen.queryByRole("button", { name: "A: Upstream output" })).toBeNull();
  expect(field(container, "b").querySelector("input")).toBeNull();
});

test("rows are added, moved by keyboard and removed", async () => {
  const schema = { a: { type: "array", items: { type: "string" }, title: "A" } };
  const { inputsNow, user, container } = open(piece(schema), { a: value(["one", "two"]) });
  await user.click(screen.getByRole("button", { name: "Add to A" }));
  expect(inputsNow()).toEqual({ a: value(["one", "two", ""]) });
  const first = within(field(container, "a[0]")).getByLabelText("A 1");
  fireEvent.keyDown(first, { key: "ArrowDown", altKey: true });
  expect(inputsNow()).toEqual({ a: value(["two", "one", ""]) });
  await user.click(screen.getByRole("button", { name: "Remove A 2" }));
  expect(inputsNow()).toEqual({ a: value(["two", ""]) });
});

test("whoever adds a row or an entry goes on typing", async () => {
  const schema = {
    a: { type: "array", items: { type: "string" }, title: "A" },
    d: { type: "object", additionalProperties: { type: "string" }, title: "D" },
  };
  const { inputsNow, user } = open(piece(schema));
  await user.click(screen.getByRole("button", { name: "Add to A" }));
  await user.keyboard("region");
  expect(inputsNow()).toEqual({ a: value(["region"]) });
  await user.click(screen.getByRole("button", { name: "Add to D" }));
  await user.keyboard("first{Enter}");
  expect(inputsNow()).toEqual({ a: value(["region"]), d: value({ first: "" }) });
});

test("one row from upstream makes the list mixed, taking it back makes it plain again", async () => {
  const schema = { a: { type: "array", items: { type: "string" }, title: "A" } };
  const reference: NodeInput = { kind: "upstream", node: "before", output: "file", path: [] };
  const { inputsNow, user } = open(piece(schema), { a: { kind: "list", items: [value("one"), reference] } });
  await user.type(screen.getByLabelText("A 1"), "!");
  expect(inputsNow()).toEqual({ a: { kind: "list", items: [value("one!"), reference] } });
  await user.click(screen.getByRole("button", { name: "A 2: Value" }));
  expect(inputsNow()).toEqual({ a: value(["one!", ""]) });
});

test("editing a part of a default writes the whole of it", async () => {
  const schema = {
    a: {
      type: "array",
      items: { $ref: "#/$defs/Condition" },
      title: "A",
      default: [{ column: "c", operator: "equals" }],
    },
  };
  const { inputsNow, user, store } = open(piece(schema));
  await user.type(screen.getByRole("textbox", { name: /^Column/ }), "!");
  expect(inputsNow()).toEqual({ a: value([{ column: "c!", operator: "equals" }]) });
  store.getState().undo();
  expect(inputsNow()).toEqual({});
});

test("each type of a union keeps what was given in it", async () => {
  const { inputsNow, user } = open(
    piece({ a: { anyOf: [{ type: "string" }, { type: "boolean" }, { $ref: "#/$defs/Point" }], title: "A" } }),
    { a: value("words") },
  );
  const type = screen.getByRole("combobox", { name: "Type of A" });
  await user.selectOptions(type, "Point");
  await user.type(screen.getByRole("textbox", { name: /^X/ }), "3");
  expect(inputsNow()).toEqual({ a: value({ x: 3 }) });
  await user.selectOptions(type, "text");
  expect(inputsNow()).toEqual({ a: value("words") });
  await user.selectOptions(type, "Point");
  expect(inputsNow()).toEqual({ a: value({ x: 3 }) });
});

test("entries of a dict are named, renamed and removed", async () => {
  const schema = { a: { type: "object", additionalProperties: { type: "integer" }, title: "A" } };
  const { inputsNow, user } = open(piece(schema), { a: value({ first: 1 }) });
  const name = screen.getByLabelText("Name of entry 1");
  await user.clear(name);
  await user.type(name, "other{Enter}");
  expect(inputsNow()).toEqual({ a: value({ other: 1 }) });
  await user.click(screen.getByRole("button", { name: "Add to A" }));
  expect(inputsNow()).toEqual({ a: value({ other: 1, name_2: "" }) });
  await user.click(screen.getByRole("button", { name: "Remove name_2" }));
  expect(inputsNow()).toEqual({ a: value({ other: 1 }) });
});

test("the server's problems stand at their fields, and lead the focus there", async () => {
  const problem = {
    severity: "error",
    field: "conditions[1].column",
    reason: "is too short",
    fix: "Write more.",
  };
  const rows = [{ column: "a" }, { column: "b" }];
  const { container, store, id, user } = open(
    piece({ conditions: { type: "array", items: { $ref: "#/$defs/Condition" }, title: "Conditions" } }),
    { conditions: value(rows) },
    [problem, { severity: "warning", field: "secrets.KEY", reason: "is not filled", fix: null }],
  );
  const control = within(field(container, "conditions[1].column")).getByRole("textbox");
  const described = control.getAttribute("aria-describedby") ?? "";
  expect(container.querySelector(`[id="${described.split(" ").at(-1)}"]`)?.textContent).toBe(
    "Is too short. Write more.",
  );
  expect(screen.getByText("Is not filled.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Fold Condition 2" }));
  store.getState().focus(id, "inputs.conditions[1].column");
  await vi.waitFor(() => {
    const shown = within(field(container, "conditions[1].column")).getByRole("textbox");
    expect(document.activeElement).toBe(shown);
  });
  expect(store.getState().field).toBeNull();
});

test("a problem of an input that is called like an option is shown at the input", () => {
  const named = piece({ retries: { type: "integer", title: "Tries" } });
  const { container } = open(named, {}, [
    { field: "retries", severity: "error", reason: "should be a whole number", fix: null },
  ]);
  expect(within(field(container, "retries")).getByText("Should be a whole number")).toBeTruthy();
  expect(screen.getByRole("tab", { name: "Options" }).textContent).toBe("Options");
});

test("another kind of object begins with its name, and the first one comes back", async () => {
  const kind = (name: string, more: JsonSchema) => ({
    type: "object",
    title: name,
    properties: { kind: { const: name, type: "string", title: "Kind" }, ...more },
  });
  const { container, inputsNow, user } = open(
    piece({
      pet: {
        title: "Pet",
        anyOf: [
          kind("cat", { lives: { type: "integer", title: "Lives" } }),
          kind("dog", { name: { type: "string", title: "Name" } }),
        ],
        default: { kind: "cat", lives: 9 },
      },
    }),
  );
  const pet = within(field(container, "pet"));
  await user.selectOptions(pet.getByRole("combobox", { name: "Type of Pet" }), "dog");
  expect(inputsNow()["pet"]).toEqual(value({ kind: "dog" }));
  expect(within(field(container, "pet.kind")).queryByRole("radio")).toBeNull();
  await user.type(pet.getByRole("textbox", { name: /Name/ }), "Rex");
  expect(inputsNow()["pet"]).toEqual(value({ kind: "dog", name: "Rex" }));
  await user.selectOptions(pet.getByRole("combobox", { name: "Type of Pet" }), "cat");
  expect(inputsNow()["pet"]).toEqual(value({ kind: "cat", lives: 9 }));
});

test("what is wrong with a group is said before its fields, and a duration in words", () => {
  const { container } = open(
    piece(
      {
        point: { $ref: "#/$defs/Point", title: "Point" },
        wait: { type: "string", format: "duration", title: "Wait", default: "PT1H30M" },
      },
      ["point"],
    ),
    {},
    [{ field: "point", severity: "error", reason: "is required", fix: null }],
  );
  const said = within(field(container, "point")).getByText("Is required");
  const first = field(container, "point.x");
  expect(said.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  expect(within(field(container, "wait")).getByText("Default: 1 h 30 min")).toBeTruthy();
});
