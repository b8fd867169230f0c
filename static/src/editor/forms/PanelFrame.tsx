import { Box } from "@chakra-ui/react";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { storage } from "../page/storage";

const KEY = "domino.editor.panelWidth";
const LEAST = 300;
const MOST = 900;
const USUAL = 380;
const STEP = 20;

/** A panel at the right side, as wide as somebody made it. */
export function PanelFrame({ label, children }: { label: string; children: ReactNode }) {
  const { t } = useTranslation();
  const [width, setWidth] = useState(rememberedWidth);
  const keep = (next: number) => {
    const fitting = Math.round(Math.min(MOST, Math.max(LEAST, next)));
    setWidth(fitting);
    remember(fitting);
  };
  const keys = (event: KeyboardEvent) => {
    const size = event.shiftKey ? 5 * STEP : STEP;
    const next = { ArrowLeft: width + size, ArrowRight: width - size, Home: LEAST, End: MOST }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    keep(next);
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const edge = event.currentTarget.parentElement?.getBoundingClientRect().right;
    if (edge !== undefined) keep(edge - event.clientX);
  };
  return (
    <Box
      aria-label={label}
      as="aside"
      bg="bg.panel"
      borderInlineStartWidth={1}
      display="flex"
      flexDirection="column"
      flexShrink={0}
      height="100%"
      maxW="100%"
      minH={0}
      position="relative"
      width={`${width}px`}
    >
      <Box
        _focusVisible={{ bg: "brand.solid", outline: "none" }}
        _hover={{ bg: "brand.emphasized" }}
        aria-label={t("editor.forms.resize")}
        aria-orientation="vertical"
        aria-valuemax={MOST}
        aria-valuemin={LEAST}
        aria-valuenow={width}
        bottom={0}
        cursor="col-resize"
        insetInlineStart="-3px"
        onDoubleClick={() => keep(USUAL)}
        onKeyDown={keys}
        onPointerDown={(event) => {
          event.preventDefault();
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={drag}
        position="absolute"
        role="separator"
        tabIndex={0}
        top={0}
        touchAction="none"
        width="6px"
        zIndex={1}
      />
      {children}
    </Box>
  );
}

function rememberedWidth(): number {
  const width = Number(storage.getItem(KEY));
  return width >= LEAST && width <= MOST ? width : USUAL;
}

function remember(width: number): void {
  try {
    storage.setItem(KEY, String(width));
  } catch {
    // A browser that keeps nothing: the width holds until the page is left.
  }
}
