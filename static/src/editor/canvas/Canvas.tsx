import { Box, Flex } from "@chakra-ui/react";
import { ReactFlowProvider, useReactFlow } from "@xyflow/react";
import flowStyle from "@xyflow/react/dist/base.css?inline";
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { AfterPaint } from "../../components/AfterPaint";
import type { PieceCatalogue } from "../model/catalogue";
import { useEditorStore } from "../model/context";
import type { Point } from "../model/types";
import { Outline } from "../outline/Outline";
import { PALETTE_WIDTH, Palette } from "../palette/Palette";
import { CommandPalette } from "../shortcuts/CommandPalette";
import { ShortcutSheet } from "../shortcuts/ShortcutSheet";
import { useKeys } from "../shortcuts/useKeys";
import canvasStyle from "./canvas.css?inline";
import { EmptyCanvas } from "./EmptyCanvas";
import farStyle from "./far.css?inline";
import type { FlowEdge, FlowNode } from "./flow";
import notesStyle from "./notes.css?inline";
import { OperationsContext } from "./OperationsContext";
import { createOperations } from "./operations";
import { QuickAdd } from "./QuickAdd";
import type { NodeRunState, Problem } from "./runState";
import { Surface } from "./Surface";
import { CanvasContext, type CanvasStore, createCanvasStore, useCanvas, useCanvasStore } from "./state";
import { EditBar, SelectionBar, ViewBar } from "./Toolbar";
import { useCanvasActions } from "./useCanvasActions";
import { useClipboard } from "./useClipboard";
import { useFold } from "./useFold";
import { useKeepInSight } from "./useKeepInSight";
import { WiringMenu } from "./WiringMenu";

/** The far view comes last: it overrules. */
const STYLE = [flowStyle, canvasStyle, notesStyle, farStyle].join("\n");

export interface CanvasProps {
  pieces: PieceCatalogue;
  /** How far each node is, by its id, in the run that is shown. */
  states: ReadonlyMap<string, NodeRunState>;
  problems: ReadonlyMap<string, readonly Problem[]>;
  readOnly?: boolean;
}

/** The workflow as a drawing, with the palette, the outline and all that is done on it. */
export function Canvas(props: CanvasProps) {
  const [store] = useState(createCanvasStore);
  useShown(store, props);
  return (
    <CanvasContext.Provider value={store}>
      <style href="domino-canvas" precedence="default">
        {STYLE}
      </style>
      <ReactFlowProvider>
        <Workbench pieces={props.pieces} />
      </ReactFlowProvider>
    </CanvasContext.Provider>
  );
}

/** What comes from outside goes into the store, so that each card sees its own part only. */
function useShown(store: CanvasStore, { states, problems, readOnly = false }: CanvasProps): void {
  useLayoutEffect(() => store.setState({ states, problems, readOnly }), [store, states, problems, readOnly]);
}

/** Problems and states reach the cards by the store: they draw nothing else anew. */
const Workbench = memo(function Workbench({ pieces }: { pieces: PieceCatalogue }) {
  const editor = useEditorStore();
  const canvas = useCanvasStore();
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const surface = useRef<HTMLDivElement>(null);
  const pointer = useRef<Point | null>(null);
  const catalogue = useRef(pieces);
  useEffect(() => {
    catalogue.current = pieces;
  }, [pieces]);
  const operations = useMemo(
    () =>
      createOperations({
        editor,
        canvas,
        flow,
        pieces: () => catalogue.current,
        surface: () => surface.current,
        pointer: () => pointer.current,
      }),
    [editor, canvas, flow],
  );
  useCanvasActions(operations, canvas);
  useKeys();
  useClipboard(operations);
  useKeepInSight(operations, surface);
  useFold(canvas, surface);
  const palette = useCanvas((state) => state.palette && !state.readOnly);
  const outline = useCanvas((state) => state.outline);
  const overlay = useCanvas((state) => state.overlay);
  const close = () => canvas.setState({ overlay: null });

  return (
    <OperationsContext.Provider value={operations}>
      <Flex height="100%" minH={0} minW={0} width="100%">
        {palette ? (
          <AfterPaint
            instead={<Box bg="bg.panel" borderInlineEndWidth={1} flexShrink={0} width={PALETTE_WIDTH} />}
          >
            <Palette pieces={pieces} />
          </AfterPaint>
        ) : null}
        {outline ? <Outline pieces={pieces} /> : null}
        <Box flex={1} minH={0} minW={0} overflow="hidden" position="relative">
          <Flex
            alignItems="flex-start"
            gap={2}
            insetInline={3}
            pointerEvents="none"
            position="absolute"
            top={3}
            wrap="wrap"
            zIndex={6}
          >
            <AfterPaint>
              <EditBar />
              <SelectionBar />
            </AfterPaint>
          </Flex>
          <Surface pieces={pieces} pointer={pointer} surface={surface} />
          <Box bottom={3} left={3} pointerEvents="none" position="absolute" zIndex={6}>
            <AfterPaint>
              <ViewBar />
            </AfterPaint>
          </Box>
          <EmptyCanvas anyPiece={pieces.all.length > 0} />
          <QuickAdd pieces={pieces} />
          <WiringMenu pieces={pieces} />
          <Announcer />
        </Box>
      </Flex>
      <CommandPalette onClose={close} open={overlay === "commands"} pieces={pieces} />
      <ShortcutSheet onClose={close} open={overlay === "sheet"} />
    </OperationsContext.Provider>
  );
});

/** Says what happened to those who don't see it. */
function Announcer() {
  const said = useCanvas((state) => state.said);
  return (
    <Box aria-live="assertive" data-testid="said" role="status" srOnly>
      {/* The same words again are a new text to screen readers. */}
      {said.turn % 2 === 0 ? said.text : `${said.text}\u00a0`}
    </Box>
  );
}
