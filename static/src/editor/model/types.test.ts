import { expect, test } from "vitest";
import { RUNTIMES, runtimeOf } from "./types";

test("every runtime is known by its name, and nothing else is one", () => {
  for (const one of RUNTIMES) expect(runtimeOf(one)).toBe(one);
  for (const other of ["podman", "", null, undefined, 1]) expect(runtimeOf(other)).toBeNull();
});
