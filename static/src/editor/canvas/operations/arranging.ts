import { t } from "../../../app/i18n";
import { type Alignment, align } from "../../model/align";
import { moveNodes, setNote, setOrientation } from "../../model/commands";
import type { Content } from "../../model/types";
import { around } from "../guides";
import { engineFor } from "../layout/engines";
import { placesFrom, planOf } from "../layout/fromContent";
import { arranged } from "../layout/plan";
import { CARD } from "../sizes";
import { say } from "../state";
import { FIT, MAX_ZOOM, MIN_ZOOM } from "../zoomLevels";
import { type Ground, reducedMotion } from "./ground";

export type Arranging = ReturnType<typeof createArranging>;

/** Where things are, and what is seen of it. */
export function createArranging(ground: Ground) {
  const { animated, boxOf, canvas, content, drawn, editor, flow, locked, selected, surface } = ground;

  function line(alignment: Alignment): void {
    if (locked()) return;
    const sizes = (id: string) => boxOf(id) ?? CARD;
    editor
      .getState()
      .change(t("editor.canvas.steps.align"), (draft) => align(draft, selected(), alignment, sizes));
  }

  /** Places everything anew, as one step. */
  async function arrange(): Promise<void> {
    if (locked()) return;
    const before = content();
    if (before.document.nodes.length === 0) return;
    const plan = planOf(before);
    const { nodes, notes } = await arranged(plan, engineFor(plan.nodes.size, before.layout.orientation));
    // Whatever was changed in the meantime counts more.
    if (content().document !== before.document) return;
    const places = placesFrom(before, nodes);
    slide(t("editor.canvas.steps.arrange"), (draft) => {
      moveNodes(draft, places);
      for (const [id, box] of notes) setNote(draft, id, box);
    });
    say(canvas, t("editor.canvas.arranged"));
    window.setTimeout(fit, 60);
  }

  /** Changes places so that cards glide there, unless that is not wanted or too much. */
  function slide(label: string, recipe: (draft: Content) => void): void {
    const element = surface();
    const glide = !reducedMotion() && content().document.nodes.length <= 300;
    if (glide) element?.classList.add("gliding");
    editor.getState().change(label, recipe);
    if (glide) window.setTimeout(() => element?.classList.remove("gliding"), 350);
  }

  async function turn(): Promise<void> {
    if (locked()) return;
    const next = content().layout.orientation === "horizontal" ? "vertical" : "horizontal";
    editor
      .getState()
      .change(t("editor.canvas.steps.turn"), (draft) => setOrientation(draft, next), { group: "turn" });
    await arrange();
  }

  function fit(): void {
    void flow.fitView({ duration: animated(), ...FIT });
  }

  function fitSelected(): void {
    const boxes = selected().flatMap((id) => boxOf(drawn(id)) ?? []);
    const box = around(boxes, 80);
    if (box) void flow.fitBounds(box, { duration: animated() });
  }

  function zoomTo(zoom: number): void {
    void flow.zoomTo(Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom)), { duration: animated() });
  }

  const zoomBy = (factor: number) => zoomTo(flow.getZoom() * factor);

  return { zoomBy, zoomTo, line, arrange, turn, fit, fitSelected };
}
