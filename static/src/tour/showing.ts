import { t } from "../app/i18n";
import { placeBeside } from "../editor/canvas/placing";
import type { PieceCatalogue } from "../editor/model/catalogue";
import { addNode, connect, setInput, takeFrom } from "../editor/model/commands";
import { contentOf, type EditorStore } from "../editor/model/store";
import type { Content, Point } from "../editor/model/types";
import { registryOf } from "../editor/shortcuts/registry";
import { CHART, COLUMN, nodeOf, READ, type Step } from "./progress";

/** What does a step for the user; steps that only take waiting have none. */
export type Showing = (store: EditorStore, pieces: PieceCatalogue) => void;

export const SHOWING: Partial<Record<Step, Showing>> = {
  read: (store, pieces) => add(store, pieces, READ, () => ({ x: 0, y: 0 })),
  chart: (store, pieces) =>
    add(
      store,
      pieces,
      CHART,
      (content) => besideRead(content),
      (draft, id) => takeTable(draft, id),
    ),
  connect: (store) => {
    const { document, change } = store.getState();
    const [up, down] = [nodeOf(document, READ), nodeOf(document, CHART)];
    if (!up || !down) return;
    change(t("editor.canvas.steps.connect", { up: up.name, down: down.name }), (draft) =>
      takeTable(draft, down.id),
    );
  },
  column: (store) => {
    const { document, change, focus } = store.getState();
    const chart = nodeOf(document, CHART);
    if (!chart) return;
    change(t("editor.forms.change", { field: "X", node: chart.name }), (draft) =>
      setInput(draft, chart.id, ["x"], { kind: "value", value: COLUMN }),
    );
    focus(chart.id);
  },
  save: (store) => act(store, "workflow.save"),
  run: (store) => act(store, "workflow.run"),
  result: (store) => {
    const chart = nodeOf(store.getState().document, CHART);
    if (!chart) return;
    store.getState().focus(chart.id);
    // The tab is there once the panel is.
    window.setTimeout(() => document.querySelector<HTMLElement>(RESULT_TAB)?.click(), 150);
  },
};

/** The tab of a node's panel that shows what its task displays. */
export const RESULT_TAB = '[role="tab"][data-value="result"]';

function act(store: EditorStore, id: string): void {
  const action = registryOf(store)
    .getState()
    .actions.find((one) => one.id === id);
  action?.run();
}

function add(
  store: EditorStore,
  pieces: PieceCatalogue,
  name: string,
  at: (content: Content) => Point,
  then: (draft: Content, id: string) => void = () => undefined,
): void {
  const piece = pieces.newest.find((one) => one.name === name);
  if (!piece) return;
  const before = contentOf(store.getState());
  let id = "";
  store.getState().change(
    t("editor.canvas.steps.add", { name: piece.label }),
    (draft) => {
      id = addNode(draft, piece, at(before));
      then(draft, id);
    },
    { select: () => [id] },
  );
  store.getState().focus(id);
  // The panel that opens takes its room first.
  window.setTimeout(() => act(store, "fit"), 100);
}

function besideRead(content: Content): Point {
  const read = nodeOf(content.document, READ);
  return read ? placeBeside(content, read.id, true) : { x: 0, y: 0 };
}

function takeTable(draft: Content, chart: string): void {
  const read = nodeOf(draft.document, READ);
  if (!read || !connect(draft, read.id, chart).ok) return;
  takeFrom(draft, chart, ["file_path"], { node: read.id, output: "file_path" });
}
