// @vitest-environment happy-dom
import { ChakraProvider } from "@chakra-ui/react";
import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import "../../app/i18n";
import type { Problem } from "../../api/problems";
import { system } from "../../app/theme";
import { createCatalogue } from "../model/catalogue";
import { EditorProvider } from "../model/context";
import { NodePanel } from "./NodePanel";
import { field, open, piece } from "./openPanel.fixture";

afterEach(cleanup);
// Each of these draws whole forms.
vi.setConfig({ testTimeout: 30_000 });

test("options of the node are whole numbers in their range", async () => {
  const { store, id, user } = open(piece({}));
  await user.click(screen.getByRole("tab", { name: "Options" }));
  const retries = await screen.findByLabelText("Retries");
  await user.clear(retries);
  await user.type(retries, "101");
  const node = () => store.getState().document.nodes.find((one) => one.id === id);
  expect(node()?.retries).toBe(10);
  expect(screen.getByText("A whole number from 0 to 100.")).toBeTruthy();
  await user.type(screen.getByLabelText("Time limit"), "60");
  expect(node()?.timeout_seconds).toBe(60);
  await user.clear(screen.getByLabelText("Time limit"));
  expect(node()?.timeout_seconds).toBeNull();
});

test("the name is edited in place and can't be lost", async () => {
  const { store, id, user } = open(piece({}));
  const name = screen.getByLabelText("Name of the node");
  await user.clear(name);
  await user.tab();
  const node = () => store.getState().document.nodes.find((one) => one.id === id);
  expect(node()?.name).not.toBe("");
  await user.clear(name);
  await user.type(name, "Read all");
  expect(node()?.name).toBe("Read all");
});

test("the width is changed by keyboard and remembered", async () => {
  const { user } = open(piece({}));
  const separator = screen.getByRole("separator", { name: "Width of the panel" });
  const width = Number(separator.getAttribute("aria-valuenow"));
  separator.focus();
  await user.keyboard("{ArrowLeft}");
  expect(separator.getAttribute("aria-valuenow")).toBe(String(width + 20));
  cleanup();
  open(piece({}));
  expect(screen.getByRole("separator").getAttribute("aria-valuenow")).toBe(String(width + 20));
});

test("a Piece that isn't installed leaves the inputs alone", () => {
  const { store, id } = open(piece({}));
  cleanup();
  render(
    <ChakraProvider value={system}>
      <EditorProvider store={store}>
        <NodePanel pieces={createCatalogue([])} problems={new Map()} />
      </EditorProvider>
    </ChakraProvider>,
  );
  expect(screen.getByText("The Piece OnePiece is not installed")).toBeTruthy();
  expect(store.getState().focused).toBe(id);
});

test("resources are typed beside what the Piece itself says, and are gone when cleared", async () => {
  const own = { requests: { cpu: 100, memory: 128 }, limits: { cpu: 1000 }, use_gpu: false };
  const problem: Problem = {
    field: "resources.cpu_limit",
    severity: "error",
    reason: "the limit of 0.5 cores is less than the 2 cores set aside",
    fix: "Raise the limit.",
  };
  const { store, id, user, container } = open({ ...piece({}), resources: own }, {}, [problem]);
  const node = () => store.getState().document.nodes.find((one) => one.id === id);
  store.getState().focus(id, "resources.cpu_limit");
  const limit = await screen.findByLabelText("CPU limit (cores)");
  await vi.waitFor(() => expect(document.activeElement).toBe(limit));
  expect(within(field(container, "resources.cpu_limit")).getByText(/set aside. Raise/)).toBeTruthy();
  expect(limit.getAttribute("placeholder")).toBe("The Piece's: 1");
  expect(screen.getByLabelText("Memory limit (MiB)").getAttribute("placeholder")).toBe("Not set");
  await user.type(limit, "0.5");
  await user.type(screen.getByLabelText("Memory limit (MiB)"), "512");
  expect(node()?.resources).toMatchObject({ cpu_limit: 0.5, memory_limit_mib: 512, gpus: null });
  await user.clear(limit);
  await user.clear(screen.getByLabelText("Memory limit (MiB)"));
  expect(node()?.resources).toBeNull();
  await user.type(screen.getByLabelText("GPUs"), "65");
  expect(screen.getByText("A whole number from 0 to 64.")).toBeTruthy();
});
