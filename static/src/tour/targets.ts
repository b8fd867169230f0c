import type { EditorDocument } from "../editor/model/types";
import { CHART, nodeOf, READ, type Step } from "./progress";
import { RESULT_TAB } from "./showing";

/** The button that opens the list of Pieces, while that is closed. */
export const LIST_CLOSED = '[data-action="palette"][aria-pressed="false"]';

/** What a step is about, on the page: selectors, the best one first. */
export function targetsOf(step: Step, document: EditorDocument, focused: string | null): string[] {
  const read = nodeOf(document, READ)?.id;
  const chart = nodeOf(document, CHART)?.id;
  const chartCard = chart === undefined ? "" : cardOf(chart);
  const isOpen = chart !== undefined && focused === chart;
  switch (step) {
    case "read":
      return [`[data-piece="${READ}"]`, LIST_CLOSED];
    case "chart":
      return [`[data-piece="${CHART}"]`, LIST_CLOSED];
    case "connect":
      return read === undefined ? [] : [`${cardOf(read)} .port.source`, cardOf(read)];
    case "column":
      return isOpen ? ['aside [data-field="x"]', chartCard] : [chartCard];
    case "save":
      return ['[data-tour="save"]'];
    case "run":
      return ['[data-tour="run"]'];
    case "wait":
      return ['[data-testid="run-bar"]'];
    case "failed":
      return [".piece-card.state-failed", ".piece-card.state-upstream_failed"];
    case "result":
      return isOpen ? [RESULT_TAB, chartCard] : [chartCard];
    default:
      return [];
  }
}

function cardOf(id: string): string {
  return `.piece-card[data-node="${CSS.escape(id)}"]`;
}
