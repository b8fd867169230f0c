import {
  Command,
  Keyboard,
  ListTree,
  Map as MapIcon,
  Maximize,
  MousePointer2,
  PanelLeft,
  Scan,
  ZoomIn,
  ZoomOut,
} from "lucide-react";
import type { Action } from "../../shortcuts/registry";
import type { ActionGround } from "./ground";

/** Pixels of a window that hold both lists at the left, and enough of the canvas. */
const ROOM_FOR_BOTH = 1600;

/** What is seen, and what is open beside it. */
export function viewActions({ canvas, operations, t }: ActionGround): Action[] {
  const flip = (key: "minimap" | "selecting") => () => canvas.setState((state) => ({ [key]: !state[key] }));
  /** Opens one of the two lists at the left; where both would leave too little of the canvas, the other goes. */
  const beside = (key: "outline" | "palette", other: "outline" | "palette") => () =>
    canvas.setState((state) => ({
      [key]: !state[key],
      [other]: state[other] && (state[key] || window.innerWidth >= ROOM_FOR_BOTH),
    }));
  return [
    {
      id: "commands",
      label: t("editor.actions.commands"),
      section: "view",
      keys: ["mod+k"],
      icon: Command,
      where: "anywhere",
      run: () => canvas.setState({ overlay: "commands" }),
    },
    {
      id: "sheet",
      label: t("editor.actions.sheet"),
      section: "view",
      keys: ["?"],
      icon: Keyboard,
      where: "editor",
      run: () => canvas.setState({ overlay: "sheet" }),
    },
    {
      id: "fit",
      label: t("editor.actions.fit"),
      section: "view",
      keys: ["shift+1", "0"],
      icon: Maximize,
      where: "editor",
      run: operations.fit,
    },
    {
      id: "fitSelected",
      label: t("editor.actions.fitSelected"),
      section: "view",
      keys: ["shift+2"],
      icon: Scan,
      where: "editor",
      when: () => operations.selected().length > 0,
      run: operations.fitSelected,
    },
    {
      id: "zoomIn",
      label: t("editor.actions.zoomIn"),
      section: "view",
      keys: ["+", "="],
      icon: ZoomIn,
      where: "canvas",
      run: () => operations.zoomBy(1.25),
    },
    {
      id: "zoomOut",
      label: t("editor.actions.zoomOut"),
      section: "view",
      keys: ["-"],
      icon: ZoomOut,
      where: "canvas",
      run: () => operations.zoomBy(0.8),
    },
    {
      id: "zoomReset",
      label: t("editor.actions.zoomReset"),
      section: "view",
      keys: ["1"],
      where: "canvas",
      run: () => operations.zoomTo(1),
    },
    {
      id: "outline",
      label: t("editor.actions.outline"),
      section: "view",
      keys: ["o"],
      icon: ListTree,
      where: "editor",
      run: beside("outline", "palette"),
    },
    {
      id: "palette",
      label: t("editor.actions.palette"),
      section: "view",
      keys: ["p"],
      icon: PanelLeft,
      where: "editor",
      run: beside("palette", "outline"),
    },
    {
      id: "minimap",
      label: t("editor.actions.minimap"),
      section: "view",
      keys: ["m"],
      icon: MapIcon,
      where: "editor",
      run: flip("minimap"),
    },
    {
      id: "selecting",
      label: t("editor.actions.selecting"),
      section: "view",
      keys: ["v"],
      icon: MousePointer2,
      where: "editor",
      run: flip("selecting"),
    },
  ];
}
