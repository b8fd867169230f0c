/** What was copied, for where the system's clipboard is out of reach; other workflows and windows see it as well. */
const KEY = "domino.clipboard";
let here: string | null = null;

export function kept(text: string): void {
  here = text;
  try {
    window.localStorage.setItem(KEY, text);
  } catch {
    // Too large for the storage: it stays in this window, and what was there before must not come back.
    window.localStorage.removeItem(KEY);
  }
}

export function keptText(): string | null {
  try {
    return window.localStorage.getItem(KEY) ?? here;
  } catch {
    return here;
  }
}
