/** Addresses of the editor. */

/** What an address asks for. */
export interface Address {
  /** Null for a new workflow. */
  workflowId: number | null;
  draftId: number | null;
  /** The earlier version of the workflow to go on from; null for the last one. */
  version: number | null;
  /** The workflow that a new one starts as a copy of. */
  copyOf: number | null;
}

export function addressOf(workflowId: string | undefined, search: URLSearchParams): Address {
  const number = (text: string | null) => (text === null ? null : Number(text));
  return {
    workflowId: number(workflowId ?? null),
    draftId: number(search.get("draft")),
    version: workflowId === undefined ? null : number(search.get("version")),
    copyOf: workflowId === undefined ? number(search.get("copy")) : null,
  };
}

export function pathOf({ workflowId, draftId }: Address): string {
  const path = workflowId === null ? "/workflows/new" : `/workflows/${workflowId}/edit`;
  return draftId === null ? path : `${path}?draft=${draftId}`;
}

export function sameAddress(a: Address, b: Address): boolean {
  return (
    a.workflowId === b.workflowId &&
    a.draftId === b.draftId &&
    a.version === b.version &&
    a.copyOf === b.copyOf
  );
}
