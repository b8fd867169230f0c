// @vitest-environment happy-dom
import { ChakraProvider, defaultSystem } from "@chakra-ui/react";
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import "../../app/i18n";
import { SecretInput, secretTyped } from "./SecretInput";

afterEach(cleanup);

const KEY = "-----BEGIN KEY-----\nAAAA\nBBBB\n-----END KEY-----\n";

function open() {
  const submitted = vi.fn();
  function Form() {
    const [value, setValue] = useState("");
    const submit = (event: React.FormEvent) => {
      event.preventDefault();
      submitted(secretTyped(value));
    };
    return (
      <ChakraProvider value={defaultSystem}>
        <form onSubmit={submit}>
          <SecretInput label="Value" onChange={setValue} value={value} />
        </form>
      </ChakraProvider>
    );
  }
  render(<Form />);
  return { submitted, user: userEvent.setup(), box: screen.getByRole("textbox", { name: "Value" }) };
}

test("a pasted key keeps its line breaks, and how many lines it has is told", async () => {
  const { submitted, user, box } = open();
  await user.click(box);
  await user.paste(KEY);
  expect(screen.getByText("4 lines")).toBeDefined();
  await user.keyboard("{Enter}");
  expect(submitted.mock.calls).toEqual([[KEY]]);
});

test("Enter submits, Shift+Enter begins a line", async () => {
  const { submitted, user, box } = open();
  await user.type(box, "one{Shift>}{Enter}{/Shift}two{Enter}");
  expect(submitted.mock.calls).toEqual([["one\ntwo"]]);
});

test("the line end that came with copying a password is no part of it", async () => {
  const { submitted, user, box } = open();
  await user.click(box);
  await user.paste("hunter2\n");
  expect(screen.queryByText(/lines?$/)).toBeNull();
  await user.keyboard("{Enter}");
  expect(submitted.mock.calls).toEqual([["hunter2"]]);
  expect(["\n", "", "a", "a\nb"].map(secretTyped)).toEqual(["", "", "a", "a\nb"]);
});

test("a browser neither keeps nor corrects what is typed", () => {
  const { box } = open();
  expect(box.getAttribute("autocomplete")).toBe("off");
  expect(box.getAttribute("spellcheck")).toBe("false");
});
