import { Box } from "@chakra-ui/react";
import { useTarget } from "./useTarget";

const AROUND = 4;

/** A ring around the control that a step is about. It takes no clicks and hides nothing. */
export function Highlight({ selectors }: { selectors: readonly string[] }) {
  const place = useTarget(selectors);
  if (!place) return null;
  return (
    <Box
      _motionSafe={{ animation: "pulse 1.6s ease-in-out infinite" }}
      aria-hidden
      borderColor="orange.solid"
      borderRadius="md"
      borderWidth={3}
      data-testid="tour-highlight"
      pointerEvents="none"
      position="fixed"
      style={{
        left: place.left - AROUND,
        top: place.top - AROUND,
        width: place.width + 2 * AROUND,
        height: place.height + 2 * AROUND,
      }}
      zIndex="docked"
    />
  );
}
