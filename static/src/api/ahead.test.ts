// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { askAhead, askForEditor, takenAhead } from "./ahead";

const asked: string[] = [];
const workspaces = [
  { id: 4, name: "Other", is_default: false },
  { id: 7, name: "Mine", is_default: true },
];

beforeEach(() => {
  asked.length = 0;
  window.localStorage.clear();
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(new URL(url).pathname + new URL(url).search);
    return Promise.resolve(new Response(JSON.stringify({ workspaces })));
  });
});
afterEach(() => {
  // A change makes everything old that was asked for before.
  takenAhead(new Request(new URL("/", window.location.origin), { method: "POST" }));
  vi.unstubAllGlobals();
});

const at = (pathname: string, search = "") => askAhead({ pathname, search } as Location);
const request = (path: string) => new Request(new URL(path, window.location.origin));

test("a browser that has not been here asks who it is, then for the editor's data", async () => {
  await at("/workflows/3/edit");
  expect(asked).toEqual([
    "/api/v1/me",
    "/api/v1/workspaces/7/workflows/3?check=false",
    "/api/v1/workspaces/7/drafts?workflow_id=3",
    "/api/v1/workspaces/7/pieces",
  ]);
});

test("one that has been here asks for all of it at once, and no other workspace's again", async () => {
  await at("/workflows/3/edit");
  takenAhead(new Request(request("/"), { method: "POST" }));
  asked.length = 0;
  const done = at("/workflows/3/edit", "?draft=5");
  expect(asked).toEqual([
    "/api/v1/me",
    "/api/v1/workspaces/7/workflows/3?check=false",
    "/api/v1/workspaces/7/pieces",
  ]);
  await done;
  expect(asked).toHaveLength(3);
});

test("each answer is given once", async () => {
  await at("/workflows/3/edit");
  const pieces = "/api/v1/workspaces/7/pieces";
  expect(await takenAhead(request(pieces))?.then(({ ok }) => ok)).toBe(true);
  expect(takenAhead(request(pieces))).toBeUndefined();
});

test("no answer from before a change is given after it", async () => {
  await at("/workflows/3/edit");
  const pieces = request("/api/v1/workspaces/7/pieces");
  expect(takenAhead(new Request(pieces, { method: "POST" }))).toBeUndefined();
  expect(takenAhead(pieces)).toBeUndefined();
});

test("who is about to open the editor asks for its data, once", () => {
  askForEditor(7, 3);
  askForEditor(7, 3);
  expect(asked).toEqual([
    "/api/v1/workspaces/7/workflows/3?check=false",
    "/api/v1/workspaces/7/drafts?workflow_id=3",
    "/api/v1/workspaces/7/pieces",
  ]);
});

test("what could not be fetched ahead is asked for again", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
  askForEditor(7, 3);
  await new Promise((resolve) => setTimeout(resolve));
  expect(takenAhead(request("/api/v1/workspaces/7/workflows/3?check=false"))).toBeUndefined();
});

test("other pages ask for nothing of the editor's", async () => {
  await at("/workflows");
  expect(asked).toEqual(["/api/v1/me"]);
});
