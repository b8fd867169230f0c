/** Which workspace is in use. */
import type { components } from "./schema";

type Workspace = components["schemas"]["Workspace"];

const KEY = "domino-workspace";
const USED = "domino-workspace-used";

/** The workspace chosen last, by its id; null if none was. */
export function choice(): string | null {
  return window.localStorage.getItem(KEY);
}

export function keepChoice(id: number): void {
  window.localStorage.setItem(KEY, String(id));
}

/** The one chosen last, else the default one, else any. */
export function chosen(all: readonly Workspace[], last: string | null): Workspace | undefined {
  return all.find(({ id }) => String(id) === last) ?? all.find((one) => one.is_default) ?? all[0];
}

/** The workspace that was in use last in this browser, chosen or not; it need not be there any more. */
export function lastUsed(): string | null {
  return choice() ?? window.localStorage.getItem(USED);
}

export function keepUsed(id: number): void {
  window.localStorage.setItem(USED, String(id));
}
