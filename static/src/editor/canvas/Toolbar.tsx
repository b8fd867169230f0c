import { Box, HStack, Separator } from "@chakra-ui/react";
import { useStore as useFlowStore } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { useEditor } from "../model/context";
import { ActionButton } from "../shortcuts/ActionButton";
import { useCanvas } from "./state";

const FRAME = {
  bg: "bg.panel",
  borderRadius: "md",
  borderWidth: 1,
  gap: 0.5,
  minH: "42px",
  p: 0.5,
  pointerEvents: "auto",
  shadow: "xs",
} as const;

/** What is done to the workflow as a whole: at the top left of the canvas. */
export function EditBar() {
  const { t } = useTranslation();
  const canUndo = useEditor((state) => state.canUndo);
  const canRedo = useEditor((state) => state.canRedo);
  const empty = useEditor((state) => state.document.nodes.length === 0);
  const palette = useCanvas((state) => state.palette);
  const outline = useCanvas((state) => state.outline);
  const readOnly = useCanvas((state) => state.readOnly);
  return (
    <HStack {...FRAME} aria-label={t("editor.canvas.tools")} role="toolbar">
      {readOnly ? null : <ActionButton action="palette" pressed={palette} />}
      <ActionButton action="outline" pressed={outline} />
      {readOnly ? null : (
        <>
          <Divider />
          <ActionButton action="undo" dependsOn={canUndo} />
          <ActionButton action="redo" dependsOn={canRedo} />
          <Divider />
          <ActionButton action="quickAdd" words />
          <ActionButton action="note" />
          <ActionButton action="arrange" dependsOn={empty} />
          <ActionButton action="turn" />
        </>
      )}
      <Divider />
      <ActionButton action="commands" />
      <ActionButton action="sheet" />
    </HStack>
  );
}

/** What is done to the view: at the bottom left. */
export function ViewBar() {
  const { t } = useTranslation();
  const zoom = useFlowStore((state) => Math.round(state.transform[2] * 100));
  const minimap = useCanvas((state) => state.minimap);
  const selecting = useCanvas((state) => state.selecting);
  return (
    <HStack {...FRAME} aria-label={t("editor.canvas.viewTools")} role="toolbar">
      <ActionButton action="zoomOut" />
      <Box color="fg.muted" fontSize="xs" fontVariantNumeric="tabular-nums" minW={9} textAlign="center">
        {zoom} %
      </Box>
      <ActionButton action="zoomIn" />
      <ActionButton action="fit" />
      <Divider />
      <ActionButton action="selecting" pressed={selecting} />
      <ActionButton action="minimap" pressed={minimap} />
    </HStack>
  );
}

/** What is done to several things at once: at the top, as long as they are selected. */
export function SelectionBar() {
  const { t } = useTranslation();
  const selection = useEditor((state) => state.selection);
  const count = selection.size;
  const readOnly = useCanvas((state) => state.readOnly);
  if (count < 2 || readOnly) return null;
  return (
    <HStack {...FRAME} aria-label={t("editor.canvas.selectionTools")} role="toolbar" wrap="wrap">
      <Box color="fg.muted" fontSize="xs" px={2} whiteSpace="nowrap">
        {t("editor.canvas.selected", { count })}
      </Box>
      {ALIGN.map((alignment) => (
        <ActionButton action={`align-${alignment}`} dependsOn={selection} key={alignment} size="xs" />
      ))}
      <Divider />
      <ActionButton action="group" dependsOn={selection} size="xs" />
      <ActionButton action="ungroup" dependsOn={selection} size="xs" />
      <ActionButton action="duplicate" dependsOn={selection} size="xs" />
      <ActionButton action="remove" dependsOn={selection} size="xs" />
    </HStack>
  );
}

const ALIGN = [
  "left",
  "center",
  "right",
  "top",
  "middle",
  "bottom",
  "distribute-horizontal",
  "distribute-vertical",
];

function Divider() {
  return <Separator height={5} mx={0.5} orientation="vertical" />;
}
