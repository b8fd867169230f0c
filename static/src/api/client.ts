import createClient, { type Middleware } from "openapi-fetch";
import { ROOT } from "../app/place";
import { signedIn, signedOut } from "../app/session";
import { takenAhead } from "./ahead";
import { HEADERS } from "./headers";
import { problemOf } from "./problems";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

/** Turns refusals into exceptions and notices when the session ended. */
const refusals: Middleware = {
  async onResponse({ response }) {
    await check(response);
    return undefined;
  },
};

async function check(response: Response): Promise<void> {
  if (response.ok || response.status === 304) {
    signedIn();
    return;
  }
  if (response.status === 401) signedOut();
  const text = await response.clone().text();
  throw problemOf(response.status, parsed(text));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Our REST API, typed by its own description. */
export const api = createClient<paths>({
  baseUrl: ROOT,
  headers: HEADERS,
  fetch: (request) => takenAhead(request) ?? fetch(request),
});
api.use(refusals);

/** The body of an answer that has been checked already. */
export function body<T>(answer: { data?: T }): T {
  if (answer.data === undefined) throw new Error("The server's answer was empty.");
  return answer.data;
}

/** Fetch a file of ours. */
export async function fetchResponse(
  address: string,
  signal: AbortSignal,
  headers: Record<string, string> = {},
): Promise<Response> {
  const response = await fetch(address, { headers: { ...HEADERS, ...headers }, signal });
  await check(response);
  return response;
}
