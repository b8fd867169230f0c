import { Box, HStack, Text } from "@chakra-ui/react";
import type { ReactNode } from "react";
import { iconOf, tintOf } from "../canvas/icons";
import type { Piece } from "../model/types";

/** A Piece's icon on its colour. */
export function PieceIcon({ piece, size = 28 }: { piece: Piece; size?: number }) {
  const Icon = iconOf(piece);
  const tint = tintOf(piece) ?? "var(--chakra-colors-brand-200)";
  return (
    <Box
      _dark={{
        bg: "color-mix(in oklab, var(--tint) 20%, var(--chakra-colors-bg-panel))",
        color: "brand.100",
      }}
      alignItems="center"
      bg="color-mix(in oklab, var(--tint) 65%, white)"
      borderRadius="sm"
      boxSize={`${size}px`}
      color="brand.800"
      display="flex"
      flexShrink={0}
      justifyContent="center"
      style={{ ["--tint" as string]: tint }}
    >
      <Icon aria-hidden size={size * 0.6} strokeWidth={1.75} />
    </Box>
  );
}

interface PieceLineProps {
  piece: Piece;
  after?: ReactNode;
  /** Lines that what it does may take. */
  lines?: 1 | 2;
}

/** A Piece in a list: icon, label, what it does in a line or two. */
export function PieceLine({ piece, after, lines = 1 }: PieceLineProps) {
  return (
    <HStack align={lines === 1 ? "center" : "flex-start"} gap={2} minW={0} width="100%">
      <PieceIcon piece={piece} />
      <Box flex={1} minW={0}>
        <Text fontSize="sm" fontWeight="medium" lineHeight="1.3" truncate>
          {piece.label}
        </Text>
        <Text color="fg.muted" fontSize="xs" lineClamp={lines} lineHeight="1.3" title={piece.description}>
          {piece.description}
        </Text>
      </Box>
      {after}
    </HStack>
  );
}
