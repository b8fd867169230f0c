import { Box, HStack, IconButton, Popover, Portal, Text } from "@chakra-ui/react";
import { Info } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useOperations } from "../canvas/OperationsContext";
import type { Piece } from "../model/types";
import { dragPiece } from "./dragging";
import { PieceDocs } from "./PieceDocs";
import { PieceLine } from "./PieceLine";

interface PieceRowProps {
  piece: Piece;
  /** Its number in the whole list. */
  index: number;
  /** Whether Tab leads to it. */
  isStop: boolean;
  onFocused: (index: number) => void;
}

/** A Piece in the palette: dragged, double-clicked or entered, it is put on the canvas. */
export function PieceRow({ piece, index, isStop, onFocused }: PieceRowProps) {
  const { t } = useTranslation();
  const operations = useOperations();
  const add = () => {
    operations.addPieceNext(piece);
    operations.focusSurface();
  };
  return (
    <HStack
      _focusWithin={{ "& [data-docs]": { opacity: 1 } }}
      _hover={{ bg: "bg.muted", "& [data-docs]": { opacity: 1 } }}
      as="li"
      borderRadius="sm"
      css={{ contentVisibility: "auto", containIntrinsicSize: "auto 60px" }}
      data-row={index}
      gap={0}
      onFocus={() => onFocused(index)}
    >
      <Box asChild cursor="grab" flex={1} minW={0} px={2} py={1.5} textAlign="start">
        <button
          data-piece={piece.name}
          draggable
          onDoubleClick={add}
          onDragStart={(event) => dragPiece(event, piece)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" && event.key !== " ") return;
            event.preventDefault();
            add();
          }}
          tabIndex={isStop ? 0 : -1}
          title={t("editor.palette.how")}
          type="button"
        >
          <Text as="span" srOnly>
            {t("editor.palette.add")}
          </Text>
          <PieceLine lines={2} piece={piece} />
        </button>
      </Box>
      <Docs piece={piece} />
    </HStack>
  );
}

function Docs({ piece }: { piece: Piece }) {
  const { t } = useTranslation();
  const label = t("editor.palette.docs", { name: piece.label });
  return (
    <Popover.Root lazyMount positioning={{ placement: "right-start" }} unmountOnExit>
      <Popover.Trigger asChild>
        <IconButton
          _focusVisible={{ opacity: 1 }}
          _open={{ opacity: 1 }}
          aria-label={label}
          data-docs
          opacity={{ base: 1, _hover: 1, md: 0 }}
          size="2xs"
          tabIndex={-1}
          title={label}
          variant="ghost"
        >
          <Info aria-hidden size={14} />
        </IconButton>
      </Popover.Trigger>
      <Portal>
        <Popover.Positioner>
          <Popover.Content aria-label={label} maxH="70vh" overflowY="auto" tabIndex={0} width="340px">
            <Popover.Body>
              <PieceDocs piece={piece} />
            </Popover.Body>
          </Popover.Content>
        </Popover.Positioner>
      </Portal>
    </Popover.Root>
  );
}
