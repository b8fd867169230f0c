// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { AfterPaint } from "./AfterPaint";

afterEach(cleanup);

test("what is not in a hurry follows the first picture, and its room is kept until then", async () => {
  render(
    <AfterPaint instead={<p>room</p>}>
      <p>bars</p>
    </AfterPaint>,
  );
  expect(screen.queryByText("bars")).toBeNull();
  expect(screen.getByText("room")).toBeDefined();
  await screen.findByText("bars");
  expect(screen.queryByText("room")).toBeNull();
});

test("what is drawn at once is there at once, and stays", () => {
  const { rerender } = render(
    <AfterPaint atOnce>
      <p>bars</p>
    </AfterPaint>,
  );
  expect(screen.getByText("bars")).toBeDefined();
  rerender(
    <AfterPaint atOnce={false}>
      <p>bars</p>
    </AfterPaint>,
  );
  expect(screen.getByText("bars")).toBeDefined();
});

test("what is gone before the first picture is not drawn after it", async () => {
  const { unmount } = render(
    <AfterPaint>
      <p>bars</p>
    </AfterPaint>,
  );
  unmount();
  await new Promise((resolve) => window.requestAnimationFrame(() => setTimeout(resolve, 10)));
  expect(screen.queryByText("bars")).toBeNull();
});
