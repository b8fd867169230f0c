// @vitest-environment happy-dom
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { createCatalogue } from "../model/catalogue";
import type { Piece } from "../model/types";
import { used, useRecent, useSteadyRecent } from "./recent";

const named = (name: string) => ({ repository: "starter", version: "1.0.0", name }) as Piece;
const catalogue = createCatalogue(["A", "B", "C"].map(named));
const names = (pieces: readonly Piece[]) => pieces.map(({ name }) => name);

beforeEach(() => {
  for (const name of ["B", "A"]) used(named(name));
});

test("the Piece used last comes first, once, and only if it is installed", () => {
  const { result } = renderHook(() => useRecent(catalogue));
  act(() => used(named("Gone")));
  act(() => used(named("B")));
  expect(names(result.current)).toEqual(["B", "A"]);
});

test("a list that is shown stays as it is while its Pieces are used, until it is refreshed", () => {
  const { result } = renderHook(() => useSteadyRecent(catalogue));
  act(() => used(named("C")));
  expect(names(result.current.recent)).toEqual(["A", "B"]);
  act(() => result.current.refresh());
  expect(names(result.current.recent)).toEqual(["C", "A", "B"]);
});
