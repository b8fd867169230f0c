import { Badge, Box, HStack, Text } from "@chakra-ui/react";
import type { Schemas } from "../../api/client";
import { PieceIcon } from "../../editor/palette/PieceLine";

/** A Piece in the catalogue. */
export function PieceCard({ piece, onOpen }: { piece: Schemas["Piece"]; onOpen: () => void }) {
  return (
    <Box asChild cursor="pointer" height="100%" textAlign="start">
      <button data-testid="piece" onClick={onOpen} type="button">
        <Box
          _hover={{ borderColor: "brand.emphasized", bg: "bg.subtle" }}
          borderRadius="md"
          borderWidth={1}
          height="100%"
          p={3}
          transition="background 0.1s"
        >
          <HStack gap={2} mb={1}>
            <PieceIcon piece={piece} />
            <Text fontSize="sm" fontWeight="semibold" overflowWrap="anywhere">
              {piece.label}
            </Text>
          </HStack>
          <Text color="fg.muted" fontSize="sm" lineClamp={3}>
            {piece.description}
          </Text>
          <HStack gap={1} mt={2} wrap="wrap">
            {piece.tags.slice(0, 4).map((tag) => (
              <Badge key={tag} size="sm" variant="surface">
                {tag}
              </Badge>
            ))}
          </HStack>
        </Box>
      </button>
    </Box>
  );
}
