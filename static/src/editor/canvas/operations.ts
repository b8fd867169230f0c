/** What can be done on the canvas, by whatever means: pointer, keys, outline, command palette. */
import { groupIdOf } from "./flow";
import { createAdding } from "./operations/adding";
import { createArranging } from "./operations/arranging";
import { createConnections } from "./operations/connections";
import { createEditing } from "./operations/editing";
import { createGround, type Surroundings } from "./operations/ground";
import { createGrouping } from "./operations/grouping";
import { createNavigation } from "./operations/navigation";

export type Operations = ReturnType<typeof createOperations>;

export function createOperations(surroundings: Surroundings) {
  const ground = createGround(surroundings);
  const navigation = createNavigation(ground);
  const connections = createConnections(ground, navigation);
  const grouping = createGrouping(ground);
  const { node, locked, editor, canvas } = ground;
  const { finishConnecting, stopConnecting } = connections;
  const { toggle } = grouping;

  function openPanel(): void {
    const { current } = canvas.getState();
    if (current === null) return;
    const group = groupIdOf(current);
    if (group !== null) {
      toggle(group);
      return;
    }
    if (node(current)) {
      editor.getState().focus(current);
      window.setTimeout(focusPanel, 50);
    } else if (!locked()) canvas.setState({ editingNote: current });
  }

  function leave(): void {
    const { connecting } = canvas.getState();
    if (connecting) stopConnecting();
    else {
      canvas.setState({ edges: new Set(), current: null });
      editor.getState().select([]);
      editor.getState().focus(null);
    }
  }

  function enter(): void {
    const { connecting, current } = canvas.getState();
    if (connecting?.byKeys && current !== null) finishConnecting(current);
    else openPanel();
  }

  return {
    ...ground,
    ...navigation,
    ...connections,
    ...grouping,
    ...createAdding(ground, connections),
    ...createEditing(ground),
    ...createArranging(ground),
    enter,
    leave,
    openPanel,
  };
}

/** Puts the focus into the panel that was just opened. */
function focusPanel(): void {
  const panel = document.querySelector("[data-side-panel]");
  const tab = panel?.querySelector<HTMLElement>("[role=tab][aria-selected=true]");
  (tab ?? panel?.querySelector<HTMLElement>("input, textarea, button"))?.focus();
}
