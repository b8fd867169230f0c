import { expect, test } from "vitest";
import { pieceOf } from "./fixtures";
import { amountsOfPiece, resourcesFrom, withAmount } from "./resources";

const nothing = {
  cpu_request: null,
  cpu_limit: null,
  memory_request_mib: null,
  memory_limit_mib: null,
  gpus: null,
};

test("the last amount taken away leaves no resources", () => {
  const one = withAmount(null, "cpu_limit", 0.5);
  expect(one).toEqual({ ...nothing, cpu_limit: 0.5 });
  expect(withAmount(one, "gpus", 0)).toEqual({ ...nothing, cpu_limit: 0.5, gpus: 0 });
  expect(withAmount(one, "cpu_limit", null)).toBeNull();
});

test.each([null, undefined, "512Mi", {}, { memory_limit_mib: "512" }, { other: 1 }, nothing])(
  "%o holds no amounts",
  (stored) => {
    expect(resourcesFrom(stored)).toBeNull();
  },
);

test("a Piece's own amounts are in cores and MiB", () => {
  const resources = { requests: { cpu: 100, memory: 128 }, limits: { cpu: 1500 }, use_gpu: true };
  expect(amountsOfPiece(pieceOf("APiece", { resources }))).toEqual({
    cpu_request: 0.1,
    cpu_limit: 1.5,
    memory_request_mib: 128,
    memory_limit_mib: null,
    gpus: 1,
  });
  expect(amountsOfPiece(undefined)).toEqual(nothing);
});
