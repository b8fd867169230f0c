import { Box } from "@chakra-ui/react";
import type { ReactNode } from "react";

/** A line beside parts, which shows how far they belong to the field above. */
export function Nesting({ deep, children }: { deep: boolean; children: ReactNode }) {
  if (!deep) return children;
  return (
    <Box borderColor="border" borderInlineStartWidth={2} ms={0.5} ps={3}>
      {children}
    </Box>
  );
}
