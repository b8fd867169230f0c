import { t } from "../../../app/i18n";
import { tellWarning } from "../../../components/toaster";
import { connect, disconnect, takeFrom } from "../../model/commands";
import type { Point } from "../../model/types";
import { obvious, type Pair, pairsBetween, verdictsFor } from "../connecting";
import { groupIdOf } from "../flow";
import { CARD } from "../sizes";
import { say } from "../state";
import type { Ground } from "./ground";
import type { Navigation } from "./navigation";

export type Connections = ReturnType<typeof createConnections>;

/** Connecting nodes, with what flows between them. */
export function createConnections(ground: Ground, navigation: Navigation) {
  const { boxOf, canvas, content, editor, locked, nameOf, node, onSurface, pieces } = ground;
  const { goTo } = navigation;

  function startConnecting(from: string, forward: boolean, byKeys: boolean): void {
    if (locked() || !node(from)) return;
    const verdicts = verdictsFor(content(), pieces(), from, forward);
    canvas.setState({ connecting: { from, forward, verdicts, byKeys } });
    if (byKeys) {
      const good = [...verdicts.values()].filter(({ kind }) => kind === "fits").length;
      say(canvas, t("editor.canvas.connecting", { name: nameOf(from), count: good }));
    }
  }

  function connectFromCurrent(): void {
    const { current } = canvas.getState();
    if (current !== null && node(current)) startConnecting(current, true, true);
  }

  function stopConnecting(): void {
    const { connecting } = canvas.getState();
    canvas.setState({ connecting: null });
    if (connecting?.byKeys) {
      goTo(connecting.from, { silent: true });
      say(canvas, t("editor.canvas.connectingStopped"));
    }
  }

  /** Ends a connection at a node: wires what is obvious, else asks. */
  function finishConnecting(target: string, screen?: Point): void {
    const { connecting } = canvas.getState();
    canvas.setState({ connecting: null });
    if (!connecting || target === connecting.from || groupIdOf(target) !== null) return;
    const verdict = connecting.verdicts.get(target);
    const [upstream, downstream] = connecting.forward ? [connecting.from, target] : [target, connecting.from];
    if (!verdict || verdict.kind === "refused") {
      const words = verdict?.words ?? t("editor.canvas.verdict.refused");
      tellWarning(t("editor.canvas.refused"), words);
      say(canvas, words);
      return;
    }
    if (connecting.byKeys) goTo(downstream, { silent: true });
    afterConnecting(upstream, downstream, screen);
  }

  function afterConnecting(upstream: string, downstream: string, screen?: Point): void {
    const down = node(downstream);
    if (!down) return;
    const { pairs } = pairsBetween(content(), pieces(), upstream, downstream);
    const pair = obvious(pairs, down);
    if (pair) wire(upstream, downstream, pair);
    else {
      const box = boxOf(downstream);
      const at = screen ?? onSurface({ x: box?.x ?? 0, y: (box?.y ?? 0) + CARD.height + 8 });
      canvas.setState({ wiring: { upstream, downstream, screen: at } });
    }
  }

  /** Connects two nodes; null sets only the order. */
  function wire(upstream: string, downstream: string, pair: Pair | null): void {
    editor
      .getState()
      .change(
        t("editor.canvas.steps.connect", { up: nameOf(upstream), down: nameOf(downstream) }),
        (draft) => {
          const verdict = connect(draft, upstream, downstream);
          if (verdict.ok && pair)
            takeFrom(draft, downstream, [pair.input], { node: upstream, output: pair.output });
        },
      );
    canvas.setState({ wiring: null });
    const names = { up: nameOf(upstream), down: nameOf(downstream) };
    say(
      canvas,
      pair
        ? t("editor.canvas.wired", { ...names, input: pair.inputTitle, output: pair.outputTitle })
        : t("editor.canvas.ordered", names),
    );
  }

  function cutEdge(upstream: string, downstream: string): void {
    editor
      .getState()
      .change(
        t("editor.canvas.steps.disconnect", { up: nameOf(upstream), down: nameOf(downstream) }),
        (draft) => disconnect(draft, upstream, downstream),
      );
    say(canvas, t("editor.canvas.disconnected", { up: nameOf(upstream), down: nameOf(downstream) }));
  }

  return {
    startConnecting,
    connectFromCurrent,
    stopConnecting,
    finishConnecting,
    afterConnecting,
    wire,
    cutEdge,
  };
}
