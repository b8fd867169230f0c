import type { Action } from "../../shortcuts/registry";
import type { Direction } from "../nearest";
import type { ActionGround } from "./ground";

const DIRECTIONS: Direction[] = ["left", "right", "up", "down"];

/** Going about by keys alone. */
export function movingActions({ operations, t, can }: ActionGround): Action[] {
  const { some } = can;
  return [
    ...DIRECTIONS.map(
      (direction): Action => ({
        id: `go-${direction}`,
        label: t(`editor.actions.go.${direction}`),
        section: "keyboard",
        keys: [`arrow${direction}`],
        where: "canvas",
        run: () => operations.step(direction),
        byKeyOnly: true,
      }),
    ),
    ...DIRECTIONS.map(
      (direction): Action => ({
        id: `extend-${direction}`,
        label: t(`editor.actions.extend.${direction}`),
        section: "keyboard",
        keys: [`shift+arrow${direction}`],
        where: "canvas",
        run: () => operations.step(direction, true),
        byKeyOnly: true,
      }),
    ),
    ...DIRECTIONS.map(
      (direction): Action => ({
        id: `move-${direction}`,
        label: t(`editor.actions.move.${direction}`),
        section: "keyboard",
        keys: [`alt+arrow${direction}`],
        where: "canvas",
        when: some,
        run: () => operations.nudge(direction),
        byKeyOnly: true,
      }),
    ),
    {
      id: "escape",
      label: t("editor.actions.escape"),
      section: "keyboard",
      keys: ["escape"],
      where: "canvas",
      run: operations.leave,
      byKeyOnly: true,
    },
  ];
}
