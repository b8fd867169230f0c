import type { Schemas } from "../../api/client";
import type { Piece } from "./types";

/** What a node asks of its machine and may use of it; null takes the Piece's own amount. */
export type Resources = Schemas["Resources"];
export type Amount = keyof Resources;

const UNSET: Resources = {
  cpu_request: null,
  cpu_limit: null,
  memory_request_mib: null,
  memory_limit_mib: null,
  gpus: null,
};
export const AMOUNTS = Object.keys(UNSET) as Amount[];

/** What the server takes of each. */
export const AMOUNT_BOUNDS: Record<Amount, { from: number; to: number }> = {
  cpu_request: { from: 0.001, to: 1024 },
  cpu_limit: { from: 0.001, to: 1024 },
  memory_request_mib: { from: 1, to: 16 * 1024 * 1024 },
  memory_limit_mib: { from: 32, to: 16 * 1024 * 1024 },
  gpus: { from: 0, to: 64 },
};

/** The amounts with one of them changed; null when none is left. */
export function withAmount(
  resources: Resources | null,
  amount: Amount,
  value: number | null,
): Resources | null {
  return resourcesFrom({ ...resources, [amount]: value });
}

/** The amounts in whatever was stored or pasted; null without any. */
export function resourcesFrom(stored: unknown): Resources | null {
  const source: Record<string, unknown> = typeof stored === "object" && stored !== null ? { ...stored } : {};
  const found = { ...UNSET };
  for (const amount of AMOUNTS) {
    const value = source[amount];
    if (typeof value === "number" && Number.isFinite(value)) found[amount] = value;
  }
  return AMOUNTS.some((amount) => found[amount] !== null) ? found : null;
}

/** What a Piece says of itself, in the units of a node: it counts thousandths of cores. */
export function amountsOfPiece(piece: Piece | undefined): Resources {
  const { requests, limits, use_gpu } = record(piece?.resources);
  const [request, limit] = [record(requests), record(limits)];
  return {
    cpu_request: cores(request["cpu"]),
    cpu_limit: cores(limit["cpu"]),
    memory_request_mib: number(request["memory"]),
    memory_limit_mib: number(limit["memory"]),
    gpus: typeof use_gpu === "boolean" ? Number(use_gpu) : null,
  };
}

function cores(value: unknown): number | null {
  const thousandths = number(value);
  return thousandths === null ? null : thousandths / 1000;
}

function number(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
