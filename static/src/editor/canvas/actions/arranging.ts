import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceAround,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceAround,
  ArrowDownUp,
  type LucideIcon,
  Network,
} from "lucide-react";
import type { Alignment } from "../../model/align";
import type { Action } from "../../shortcuts/registry";
import type { ActionGround } from "./ground";

const ALIGNMENTS: [Alignment, LucideIcon][] = [
  ["left", AlignStartVertical],
  ["center", AlignCenterVertical],
  ["right", AlignEndVertical],
  ["top", AlignStartHorizontal],
  ["middle", AlignCenterHorizontal],
  ["bottom", AlignEndHorizontal],
  ["distribute-horizontal", AlignHorizontalSpaceAround],
  ["distribute-vertical", AlignVerticalSpaceAround],
];

/** Where things are. */
export function arrangingActions({ editor, operations, t, can }: ActionGround): Action[] {
  const { unlocked, several } = can;
  return [
    {
      id: "arrange",
      label: t("editor.actions.arrange"),
      section: "arrange",
      keys: ["shift+l"],
      icon: Network,
      where: "editor",
      when: () => unlocked() && editor.getState().document.nodes.length > 0,
      run: () => void operations.arrange(),
    },
    {
      id: "turn",
      label: t("editor.actions.turn"),
      section: "arrange",
      keys: ["shift+o"],
      icon: ArrowDownUp,
      where: "editor",
      when: unlocked,
      run: () => void operations.turn(),
    },
    ...ALIGNMENTS.map(
      ([alignment, icon]): Action => ({
        id: `align-${alignment}`,
        label: t(`editor.actions.align.${alignment}`),
        section: "arrange",
        keys: [],
        icon,
        where: "editor",
        when: several,
        run: () => operations.line(alignment),
      }),
    ),
  ];
}
