import { t } from "../../../app/i18n";
import { moveNodes } from "../../model/commands";
import { upstreamOf } from "../../model/graph";
import type { EditorNode, Point } from "../../model/types";
import { collapsedInto, groupIdOf, groupNodeId } from "../flow";
import { GRID } from "../guides";
import { type Direction, nearest } from "../nearest";
import { say } from "../state";
import type { Ground } from "./ground";

export type Navigation = ReturnType<typeof createNavigation>;

const STEPS: Record<Direction, Point> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};

/** Going from node to node, and saying where one is. */
export function createNavigation(ground: Ground) {
  const {
    boxOf,
    canvas,
    center,
    content,
    drawn,
    editor,
    locked,
    membersOf,
    nameOf,
    node,
    pieces,
    selected,
    show,
  } = ground;

  /** All that keys can go to, by its middle. */
  function places(): { id: string; x: number; y: number }[] {
    const { document, layout } = content();
    const hidden = collapsedInto(layout);
    const ids = [
      ...document.nodes.flatMap(({ id }) => (hidden.has(id) ? [] : [id])),
      ...layout.groups.flatMap(({ id, collapsed }) => (collapsed ? [groupNodeId(id)] : [])),
      ...(canvas.getState().connecting ? [] : layout.notes.map(({ id }) => id)),
    ];
    return ids.flatMap((id) => {
      const box = boxOf(id);
      return box ? [{ id, x: box.x + box.width / 2, y: box.y + box.height / 2 }] : [];
    });
  }

  function goTo(id: string, options: { extend?: boolean; silent?: boolean } = {}): void {
    const { connecting } = canvas.getState();
    canvas.setState({ current: id, edges: new Set() });
    if (!connecting) {
      const before = options.extend ? editor.getState().selection : [];
      editor.getState().select([...before, ...membersOf(id)]);
    }
    show(id);
    if (!options.silent) say(canvas, described(id));
  }

  function nodeWords(found: EditorNode): string[] {
    const { states, problems } = canvas.getState();
    const upstream = upstreamOf(content().document, found.id);
    const count = problems.get(found.id)?.length ?? 0;
    return [
      pieces().find(found.piece)?.label ?? t("editor.canvas.missingPiece", { name: found.piece.name }),
      upstream.length === 0
        ? t("editor.canvas.first")
        : t("editor.canvas.after", { names: upstream.map(nameOf).join(", ") }),
      states.get(found.id)?.state?.replaceAll("_", " ") ?? "",
      count > 0 ? t("editor.canvas.problems", { count }) : "",
    ];
  }

  function verdictWords(id: string): string {
    const { connecting } = canvas.getState();
    if (!connecting || id === connecting.from) return "";
    const verdict = connecting.verdicts.get(id);
    if (!verdict) return t("editor.canvas.verdict.refused");
    return `${t(`editor.canvas.verdict.${verdict.kind}`)}: ${verdict.words}`;
  }

  /** A node, group or note as it is said. */
  function described(id: string): string {
    const found = node(id);
    const words = found
      ? nodeWords(found)
      : groupIdOf(id) !== null
        ? [t("editor.canvas.members", { count: membersOf(id).length })]
        : [content().layout.notes.find((note) => note.id === id)?.text ?? ""];
    return [nameOf(id) || t("editor.canvas.group"), ...words, verdictWords(id)].filter(Boolean).join(". ");
  }

  function step(direction: Direction, extend = false): void {
    const { current } = canvas.getState();
    const all = places();
    const from = all.find(({ id }) => id === current);
    if (from) {
      const next = nearest(
        from,
        all.filter(({ id }) => id !== current),
        direction,
      );
      if (next !== null) goTo(next, { extend });
      else say(canvas, t("editor.canvas.noneThere"));
      return;
    }
    const seen = center();
    const first = all
      .map((place) => ({ id: place.id, far: Math.hypot(place.x - seen.x, place.y - seen.y) }))
      .sort((a, b) => a.far - b.far)[0];
    if (first) goTo(first.id);
  }

  function nudge(direction: Direction): void {
    if (locked()) return;
    const ids = selected();
    const { x, y } = STEPS[direction];
    const moved: Record<string, Point> = {};
    for (const id of ids) {
      const box = boxOf(id);
      if (box) moved[id] = { x: box.x + x * GRID, y: box.y + y * GRID };
    }
    if (Object.keys(moved).length === 0) return;
    editor
      .getState()
      .change(t("editor.canvas.steps.move", { count: ids.length }), (draft) => moveNodes(draft, moved), {
        group: `nudge ${ids.join(" ")}`,
      });
    const first = ids[0];
    if (first !== undefined) show(drawn(first));
    say(canvas, t("editor.canvas.moved", { direction: t(`editor.canvas.directions.${direction}`) }));
  }

  return { places, goTo, described, step, nudge };
}
