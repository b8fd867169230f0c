import { t } from "../../../app/i18n";
import {
  addNode,
  addNote,
  connect,
  insertOnEdge,
  moveNodes,
  takeFrom,
  threadNode,
} from "../../model/commands";
import type { Content, Piece, Point } from "../../model/types";
import { used } from "../../palette/recent";
import { fitsBeside, matchOf, obvious } from "../connecting";
import type { Box } from "../guides";
import { freePlace, placeBeside, placeBetween } from "../placing";
import { type QuickAdd, say } from "../state";
import type { Connections } from "./connections";
import type { Ground } from "./ground";

export type Adding = ReturnType<typeof createAdding>;

/** Putting Pieces and notes on the canvas. */
export function createAdding(ground: Ground, connections: Connections) {
  const { boxOf, canvas, center, content, editor, locked, nameOf, node, onSurface, pieces, pointer, show } =
    ground;
  const { afterConnecting } = connections;

  function openQuickAdd(options: Partial<QuickAdd> = {}): void {
    if (locked()) return;
    const at = options.at ?? pointer() ?? center();
    canvas.setState({ quickAdd: { ...options, at, screen: options.screen ?? onSurface(at) } });
  }

  /** Asks for a Piece where one is expected: after the node in hand, unless the pointer is somewhere else. */
  function quickAdd(): void {
    const { current } = canvas.getState();
    const at = pointer();
    const box = current !== null && node(current) ? boxOf(current) : null;
    if (box && (at === null || isWithin(at, box))) quickAddAfter();
    else openQuickAdd();
  }

  function quickAddAfter(): void {
    const { current } = canvas.getState();
    if (current === null || !node(current)) {
      openQuickAdd({ at: center() });
      return;
    }
    const at = placeBeside(content(), current, true);
    openQuickAdd({ at, screen: onSurface(at), after: current });
  }

  function quickAddInto(upstream: string, downstream: string, screen?: Point): void {
    const { at } = placeBetween(content(), upstream, downstream);
    openQuickAdd({ at, screen: screen ?? onSurface(at), into: { upstream, downstream } });
  }

  /** Takes what obviously flows between two connected nodes. */
  function wireObvious(
    draft: Content,
    before: Content,
    upstream: string,
    downstream: string,
    piece: Piece,
  ): void {
    const up = before.document.nodes.find(({ id }) => id === upstream);
    const upPiece = up && pieces().find(up.piece);
    const down = draft.document.nodes.find(({ id }) => id === downstream);
    if (!up || !upPiece || !down) return;
    const { pairs } = matchOf(up, upPiece, piece);
    const pair = obvious(pairs, down);
    if (pair) takeFrom(draft, downstream, [pair.input], { node: upstream, output: pair.output });
  }

  /** Puts a Piece on the canvas, selects it and says so. */
  function addPiece(piece: Piece, where: Omit<QuickAdd, "screen">): string {
    const before = content();
    let id = "";
    editor.getState().change(
      t("editor.canvas.steps.add", { name: piece.label }),
      (draft) => {
        if (where.into) id = insertPiece(draft, before, where.into, piece);
        else {
          const at = freePlace(before, where.at, before.layout.orientation);
          id = addNode(draft, piece, at);
          if (where.after !== undefined) {
            connect(draft, where.after, id);
            wireObvious(draft, before, where.after, id, piece);
          }
          if (where.before !== undefined) connect(draft, id, where.before);
        }
      },
      { select: () => [id] },
    );
    used(piece);
    canvas.setState({ current: id, edges: new Set(), quickAdd: null });
    if (where.before !== undefined) afterConnecting(id, where.before);
    else editor.getState().focus(id);
    show(id);
    say(canvas, t("editor.canvas.added", { name: nameOf(id) }));
    return id;
  }

  /** Puts a Piece after the node in hand if something flows from one to the other, else in the middle. */
  function addPieceNext(piece: Piece): string {
    const { current } = canvas.getState();
    const before = content();
    if (current === null || !node(current) || !fitsBeside(before, pieces(), current, true)(piece)) {
      return addPiece(piece, { at: center() });
    }
    return addPiece(piece, { at: placeBeside(before, current, true), after: current });
  }

  function insertPiece(
    draft: Content,
    before: Content,
    edge: { upstream: string; downstream: string },
    piece: Piece,
  ): string {
    const { at, moved } = placeBetween(before, edge.upstream, edge.downstream);
    moveNodes(draft, moved);
    const id = insertOnEdge(draft, edge, piece, at);
    wireObvious(draft, before, edge.upstream, id, piece);
    return id;
  }

  /** Puts a node that is there into an edge. */
  function thread(id: string, upstream: string, downstream: string): void {
    editor.getState().change(t("editor.canvas.steps.insert", { name: nameOf(id) }), (draft) => {
      threadNode(draft, { upstream, downstream }, id);
    });
    say(
      canvas,
      t("editor.canvas.inserted", { name: nameOf(id), up: nameOf(upstream), down: nameOf(downstream) }),
    );
  }

  function noteAt(at?: Point): void {
    if (locked()) return;
    let id = "";
    const { x, y } = at ?? pointer() ?? center();
    editor.getState().change(
      t("editor.canvas.steps.note"),
      (draft) => {
        id = addNote(draft, { x: Math.round(x), y: Math.round(y) });
      },
      { select: () => [id] },
    );
    canvas.setState({ current: id, editingNote: id });
  }

  return { openQuickAdd, quickAdd, quickAddAfter, quickAddInto, addPiece, addPieceNext, thread, noteAt };
}

function isWithin({ x, y }: Point, box: Box): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}
