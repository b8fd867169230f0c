/**
 * What the editor reads first, asked for while the app's code is still on its way, or while somebody is about
 * to open it.
 *
 * This module runs before everything else: it must import nothing that is large.
 */
import { ROOT } from "../app/place";
import { choice, chosen, keepUsed, lastUsed } from "./choice";
import { HEADERS } from "./headers";

const EDITOR = /^\/workflows\/(?:new|(\d+)\/edit)$/;
/** An answer that nobody has asked for within this time is of yesterday, in milliseconds. */
const FRESH = 15_000;

const asked = new Map<string, { answer: Promise<Response>; at: number }>();

/** The answer to a request that was made ahead; each is given once, and none after a change. */
export function takenAhead(request: Request): Promise<Response> | undefined {
  if (request.method !== "GET") {
    asked.clear();
    return undefined;
  }
  const found = asked.get(request.url);
  asked.delete(request.url);
  return found && performance.now() - found.at < FRESH ? found.answer : undefined;
}

function ask(path: string): Promise<Response> {
  const url = new URL(`${ROOT}${path}`, window.location.origin).href;
  const before = asked.get(url);
  if (before && performance.now() - before.at < FRESH) return before.answer;
  const answer = fetch(url, { headers: HEADERS });
  // Whoever takes it hears of the failure; if nobody does, it is nobody's.
  answer.catch(() => asked.delete(url));
  asked.set(url, { answer, at: performance.now() });
  return answer;
}

/** What the editor at a path opens: a workflow, or a new one; null for all other pages. */
export function editorOf(path: string): { workflowId: string | undefined } | null {
  const found = EDITOR.exec(path);
  return found && { workflowId: found[1] };
}

/** Asks for what the address's page will ask for. */
export async function askAhead({ pathname, search }: Location): Promise<void> {
  const path = pathname.slice(ROOT.length);
  const me = ask("/api/v1/me");
  if (!editorOf(path)) return;
  // Most likely it still is the same one; answers for another are asked for by nobody.
  const guess = lastUsed();
  if (guess !== null) askWithin(guess, path, search);
  try {
    const answer = await me;
    if (!answer.ok) return;
    const workspace = chosen((await answer.clone().json()).workspaces, choice());
    if (!workspace || String(workspace.id) === guess) return;
    keepUsed(workspace.id);
    askWithin(String(workspace.id), path, search);
  } catch {
    // The page asks again, and says what is wrong.
  }
}

/** Asks for what the editor of a workflow will ask for, from a page of the app. */
export function askForEditor(workspace: number, workflow: number): void {
  askWithin(String(workspace), `/workflows/${workflow}/edit`, "");
}

function askWithin(workspace: string, path: string, search: string): void {
  const within = `/api/v1/workspaces/${encodeURIComponent(workspace)}`;
  const workflow = editorOf(path)?.workflowId;
  if (workflow !== undefined) {
    ask(`${within}/workflows/${workflow}?check=false`);
    if (!new URLSearchParams(search).has("draft")) ask(`${within}/drafts?workflow_id=${workflow}`);
  }
  ask(`${within}/pieces`);
}
