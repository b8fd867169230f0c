import { Box, Flex } from "@chakra-ui/react";
import { type KeyboardEvent, memo, type ReactNode } from "react";
import { Canvas } from "../canvas/Canvas";
import type { NodeRunState, Problem } from "../canvas/runState";
import type { PieceCatalogue } from "../model/catalogue";

/** What is typed beside the canvas doesn't draw it anew. */
const Drawing = memo(Canvas);

interface WorkbenchProps {
  pieces: PieceCatalogue;
  states: ReadonlyMap<string, NodeRunState>;
  problems: ReadonlyMap<string, readonly Problem[]>;
  readOnly: boolean;
  /** What is open at the right side. */
  side: ReactNode;
  /** What is open below the canvas. */
  below: ReactNode;
}

/** The canvas with what is open around it. */
export function Workbench({ pieces, states, problems, readOnly, side, below }: WorkbenchProps) {
  return (
    <Flex flex={1} minH={0} position="relative">
      <Flex direction="column" flex={1} minH={0} minW={0}>
        <Box flex={1} minH={0} position="relative">
          <Drawing pieces={pieces} problems={problems} readOnly={readOnly} states={states} />
        </Box>
        {below ? (
          <Box
            borderTopWidth={1}
            display="flex"
            flexDirection="column"
            flexShrink={0}
            maxH="min(38%, 15rem)"
            minH="6rem"
          >
            {below}
          </Box>
        ) : null}
      </Flex>
      <Box data-side-panel display="contents" onKeyDown={backToCanvas}>
        {side}
      </Box>
    </Flex>
  );
}

/** Enter on a node goes into its panel, Escape comes back. What the panel opens, and code, has its own Escape. */
function backToCanvas(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget } = event;
  if (event.key !== "Escape" || event.defaultPrevented || !(target instanceof HTMLElement)) return;
  if (!currentTarget.contains(target) || target.closest(".cm-editor")) return;
  window.document.querySelector<HTMLElement>("[data-canvas-surface]")?.focus();
}
