/** Each time that the editor opens something, it reads that anew. */
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { editorOf } from "../../api/ahead";
import { choice, chosen } from "../../api/choice";
import { piecesQuery } from "../../api/repositories";
import { meQuery } from "../../api/workspace";
import { t } from "../../app/i18n";
import { type Address, addressOf, sameAddress } from "./address";
import { open } from "./opening";
import { storage } from "./storage";

export interface Opening {
  address: Address;
  /** What was read at another turn is of no use, not even a moment later. */
  turn: number;
}

let openings = 0;
let ahead: Opening | null = null;
/** How long what was read ahead is kept for the editor to come, in milliseconds. */
const KEPT = 10_000;

export function nextOpening(address: Address): Opening {
  openings += 1;
  return { address, turn: openings };
}

/** What was read ahead of the page, if it is for this address; else a new one. */
export function firstOpening(address: Address): Opening {
  const found = ahead && sameAddress(ahead.address, address) ? ahead : nextOpening(address);
  ahead = null;
  return found;
}

export function openedQuery(workspaceId: number, { address, turn }: Opening) {
  return queryOptions({
    queryKey: ["editor", workspaceId, address, turn],
    enabled: workspaceId >= 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    queryFn: ({ signal }) => {
      const names = {
        untitled: t("editor.page.untitled"),
        copy: (name: string) => t("editor.page.copyName", { name }),
      };
      return open({ workspaceId, ...address }, names, storage, signal);
    },
  });
}

/**
 * Reads all that the editor at this address shows, before anything is drawn: its first picture is then its only
 * one. What goes wrong is read again, and told, by the page itself.
 *
 * Args: the path within the app, and what follows it.
 */
export async function readAhead(client: QueryClient, path: string, search: string): Promise<void> {
  const found = editorOf(path);
  if (!found) return;
  const me = await client.fetchQuery(meQuery).catch(() => null);
  const workspace = chosen(me?.workspaces ?? [], choice());
  if (!workspace) return;
  const opening = nextOpening(addressOf(found.workflowId, new URLSearchParams(search)));
  ahead = opening;
  await Promise.all([
    client.prefetchQuery(piecesQuery(workspace.id)),
    client.prefetchQuery({ ...openedQuery(workspace.id, opening), gcTime: KEPT }),
  ]);
}
