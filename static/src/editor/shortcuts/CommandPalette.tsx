import { Dialog, HStack, Portal, Text } from "@chakra-ui/react";
import Fuse from "fuse.js";
import { Box as Empty, SquareDashedMousePointer } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useWasOpen } from "../../components/Modal";
import { type Choice, Choices } from "../canvas/Choices";
import { useOperations } from "../canvas/OperationsContext";
import type { PieceCatalogue } from "../model/catalogue";
import { useEditor } from "../model/context";
import { PieceLine } from "../palette/PieceLine";
import { createPieceSearch } from "../palette/search";
import { Keys } from "./Keys";
import { type Action, possible, SECTIONS, useRegistry } from "./registry";

interface CommandPaletteProps {
  open: boolean;
  pieces: PieceCatalogue;
  onClose: () => void;
}

/** Everything that can be done, every node and every Piece, found by typing. */
export function CommandPalette(props: CommandPaletteProps) {
  return useWasOpen(props.open) ? <Opened {...props} /> : null;
}

function Opened({ open, pieces, onClose }: CommandPaletteProps) {
  const { t } = useTranslation();
  return (
    <Dialog.Root
      lazyMount
      onOpenChange={(details) => {
        if (!details.open) onClose();
      }}
      open={open}
      placement="top"
      size="md"
      unmountOnExit
    >
      <Portal>
        <Dialog.Backdrop />
        <Dialog.Positioner>
          <Dialog.Content aria-label={t("editor.shortcuts.commands")} overflow="hidden">
            <Finder onClose={onClose} pieces={pieces} />
          </Dialog.Content>
        </Dialog.Positioner>
      </Portal>
    </Dialog.Root>
  );
}

const MOST = 40;

function Finder({ pieces, onClose }: Omit<CommandPaletteProps, "open">) {
  const { t } = useTranslation();
  const operations = useOperations();
  const [query, setQuery] = useState("");
  const registered = useStore(useRegistry(), (state) => state.actions);
  const nodes = useEditor((state) => state.document.nodes);
  const actions = useMemo(
    () =>
      registered
        .filter((action) => !action.byKeyOnly && possible(action))
        .sort((a, b) => SECTIONS.indexOf(a.section) - SECTIONS.indexOf(b.section)),
    [registered],
  );
  const findAction = useMemo(
    () => new Fuse(actions, { keys: ["label"], threshold: 0.35, ignoreLocation: true }),
    [actions],
  );
  const findNode = useMemo(
    () => new Fuse(nodes, { keys: ["name", "id"], threshold: 0.3, ignoreLocation: true }),
    [nodes],
  );
  const findPiece = useMemo(() => createPieceSearch(pieces.newest), [pieces]);

  const typed = query.trim() !== "";
  const shownActions = typed ? findAction.search(query).map(({ item }) => item) : actions;
  const shownNodes = typed ? findNode.search(query, { limit: 8 }).map(({ item }) => item) : [];
  const shownPieces = typed ? findPiece(query).slice(0, 8) : [];
  const choices: Choice[] = [
    ...shownActions.map((action) => ({
      id: `action ${action.id}`,
      section: typed ? t("editor.shortcuts.actions") : t(`editor.shortcuts.sections.${action.section}`),
      content: <ActionLine action={action} />,
    })),
    ...shownNodes.map((node) => ({
      id: `node ${node.id}`,
      section: t("editor.shortcuts.goTo"),
      content: (
        <HStack gap={2}>
          <SquareDashedMousePointer aria-hidden size={16} />
          <Text fontSize="sm" truncate>
            {node.name}
          </Text>
        </HStack>
      ),
    })),
    ...(operations.locked() ? [] : shownPieces).map((piece) => ({
      id: `piece ${piece.id}`,
      section: t("editor.shortcuts.addPiece"),
      content: <PieceLine piece={piece} />,
    })),
  ].slice(0, MOST);

  const choose = (id: string) => {
    const [kind, ...rest] = id.split(" ");
    const name = rest.join(" ");
    onClose();
    // After the dialog has given the focus back.
    window.setTimeout(() => {
      if (kind === "action") registered.find((action) => action.id === name)?.run();
      else operations.focusSurface();
      if (kind === "node") operations.goTo(name);
      const piece = kind === "piece" ? pieces.newest.find((one) => String(one.id) === name) : undefined;
      if (piece) operations.addPiece(piece, { at: operations.center() });
    }, 30);
  };

  return (
    <Choices
      choices={choices}
      label={t("editor.shortcuts.commands")}
      maxHeight="min(60vh, 420px)"
      none={t("editor.shortcuts.noMatch", { search: query })}
      onChoose={choose}
      search={{ value: query, placeholder: t("editor.shortcuts.commandsPlaceholder"), onChange: setQuery }}
    />
  );
}

function ActionLine({ action }: { action: Action }) {
  const Icon = action.icon ?? Empty;
  const first = action.keys[0];
  return (
    <HStack gap={2}>
      <Icon aria-hidden opacity={action.icon ? 1 : 0} size={16} />
      <Text flex={1} fontSize="sm">
        {action.label}
      </Text>
      {first === undefined ? null : <Keys keys={first} />}
    </HStack>
  );
}
