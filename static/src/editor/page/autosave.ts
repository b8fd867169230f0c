import { ApiError } from "../../api/problems";

/** Where the unsaved work is, for the top bar. */
export type DraftState =
  /** Nothing was changed since it was opened or saved. */
  | { kind: "clean" }
  /** Changed; it goes to the server in a moment. */
  | { kind: "waiting" }
  | { kind: "saving" }
  /** The server has all of it. */
  | { kind: "saved"; at: Date }
  /** The server has not all of it; this browser keeps it and tries again. */
  | { kind: "offline"; reason: "network" | "session" }
  /** Another window wrote the same draft; nothing is overwritten until somebody chooses. */
  | { kind: "conflict" }
  /** The server won't take it, and trying again would not help. */
  | { kind: "refused"; error: unknown };

/** A draft on the server, and the revision that the next write has to name. */
export interface Ticket {
  id: number;
  revision: number;
}

export interface AutosaveTools<T> {
  /**
   * Write to the server: makes the draft if there is no ticket yet. Without a ticket in the answer no draft is
   * left, because the work differs in nothing from what is saved.
   */
  send: (work: T, ticket: Ticket | null) => Promise<{ ticket: Ticket | null; at: Date | null }>;
  /** Keep in this browser what the server doesn't have. */
  keep: (work: T) => void;
  /** Forget what `keep` kept: the server has it. */
  drop: () => void;
  /** Called when the draft got another place on the server. */
  moved?: (ticket: Ticket | null) => void;
  debounceMs?: number;
  /** Waits before another attempt; the last one is repeated. */
  retryMs?: number[];
}

type Outcome = "network" | "session" | "conflict" | "gone" | "refused";

/** What an error means for the next attempt. */
export function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof ApiError)) return "network";
  switch (error.status) {
    case 401:
      return "session";
    case 409:
    case 412:
      return "conflict";
    case 404:
      return "gone";
    case 408:
    case 429:
      return "network";
    default:
      return error.status >= 500 ? "network" : "refused";
  }
}

/**
 * Brings work to the server a moment after each change, one request at a time, and never drops any: what the
 * server can't take now stays here, is kept in the browser, and is sent again.
 */
export class Autosave<T> {
  #tools: Required<AutosaveTools<T>>;
  #state: DraftState = { kind: "clean" };
  #ticket: Ticket | null;
  /** What the server doesn't have yet. */
  #pending: { work: T } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;
  #failures = 0;
  #held = 0;
  #listeners = new Set<() => void>();

  constructor(tools: AutosaveTools<T>, ticket: Ticket | null = null, at: Date | null = null) {
    this.#tools = {
      moved: () => undefined,
      debounceMs: 1000,
      retryMs: [2000, 5000, 15_000, 30_000],
      ...tools,
    };
    this.#ticket = ticket;
    if (at) this.#state = { kind: "saved", at };
  }

  get state(): DraftState {
    return this.#state;
  }

  get ticket(): Ticket | null {
    return this.#ticket;
  }

  /** Whether leaving now would lose what only this window has. */
  get isUnsent(): boolean {
    return this.#pending !== null;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The work changed. */
  change(work: T): void {
    this.#pending = { work };
    const { kind } = this.#state;
    if (kind === "conflict" || kind === "offline") {
      this.#tools.keep(work);
      // Asking for a sign-in at every key stroke would be no help: the next attempt comes by `retry`.
      return;
    }
    if (kind !== "saving") this.#set({ kind: "waiting" });
    this.#schedule(this.#tools.debounceMs);
  }

  /** Send what waits, now; true if the server then has everything. */
  async flush(): Promise<boolean> {
    if (this.#held > 0 || this.#state.kind === "conflict") return this.#pending === null;
    clearTimeout(this.#timer);
    if (this.#running) await this.#running;
    if (this.#pending) await this.#send();
    return this.#pending === null;
  }

  /** Try again because something changed for the better: the network is back, somebody signed in. */
  retry(): void {
    if (this.#state.kind === "offline" && !this.#running && this.#held === 0) void this.flush();
  }

  /** Keep in the browser what would be lost if the window closed now. */
  keepNow(): void {
    if (this.#pending) this.#tools.keep(this.#pending.work);
  }

  /** Send nothing while a save is under way; resolves when nothing is on its way any more. */
  async hold(): Promise<void> {
    this.#held += 1;
    clearTimeout(this.#timer);
    while (this.#running) await this.#running;
  }

  release(): void {
    this.#held = Math.max(0, this.#held - 1);
    if (this.#held === 0 && this.#pending && this.#state.kind !== "conflict") this.#schedule(0);
  }

  /** The work was saved for good, so no draft is left; `newer` changed since and is a draft again. */
  settle(newer: T | null): void {
    this.#ticket = null;
    this.#pending = null;
    this.#failures = 0;
    clearTimeout(this.#timer);
    this.#tools.drop();
    this.#tools.moved(null);
    this.#set({ kind: "clean" });
    if (newer !== null) this.change(newer);
  }

  /** Go on with another draft on the server, or with a new one: the way out of a conflict. */
  continueAs(ticket: Ticket | null, work: T | null): void {
    this.#ticket = ticket;
    this.#pending = null;
    this.#set({ kind: "clean" });
    this.#tools.moved(ticket);
    if (work === null) this.#tools.drop();
    else this.change(work);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), ms);
  }

  async #send(): Promise<void> {
    if (this.#running || this.#held > 0 || !this.#pending) return;
    const sent = this.#pending;
    this.#set({ kind: "saving" });
    this.#running = this.#attempt(sent);
    await this.#running;
  }

  async #attempt(sent: { work: T }): Promise<void> {
    try {
      const { ticket, at } = await this.#tools.send(sent.work, this.#ticket);
      this.#running = null;
      this.#arrived(sent, ticket, at);
    } catch (error) {
      this.#running = null;
      this.#failed(sent, error);
    }
  }

  #arrived(sent: { work: T }, ticket: Ticket | null, at: Date | null): void {
    const isNew = this.#ticket?.id !== ticket?.id;
    this.#ticket = ticket;
    this.#failures = 0;
    if (isNew) this.#tools.moved(ticket);
    if (this.#pending === sent) {
      this.#pending = null;
      this.#tools.drop();
      this.#set(at ? { kind: "saved", at } : { kind: "clean" });
    } else {
      this.#set({ kind: "waiting" });
      if (this.#held === 0) this.#schedule(this.#tools.debounceMs);
    }
  }

  #failed(sent: { work: T }, error: unknown): void {
    this.#tools.keep((this.#pending ?? sent).work);
    switch (outcomeOf(error)) {
      case "conflict":
        this.#set({ kind: "conflict" });
        break;
      case "gone":
        this.#withoutDraft(error);
        break;
      case "session":
        this.#set({ kind: "offline", reason: "session" });
        break;
      case "network": {
        const waits = this.#tools.retryMs;
        const wait = waits[Math.min(this.#failures, waits.length - 1)] ?? 30_000;
        this.#failures += 1;
        this.#set({ kind: "offline", reason: "network" });
        if (this.#held === 0) this.#schedule(wait);
        break;
      }
      default:
        this.#set({ kind: "refused", error });
    }
  }

  /** The draft was deleted elsewhere: what is on the screen becomes a new one. */
  #withoutDraft(error: unknown): void {
    if (this.#ticket === null) {
      this.#set({ kind: "refused", error });
      return;
    }
    this.#ticket = null;
    this.#set({ kind: "waiting" });
    if (this.#held === 0) this.#schedule(0);
  }

  #set(state: DraftState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
