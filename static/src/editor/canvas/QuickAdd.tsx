import { Badge, Box, Text } from "@chakra-ui/react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PieceCatalogue } from "../model/catalogue";
import { useEditorStore } from "../model/context";
import type { Piece } from "../model/types";
import { PieceLine } from "../palette/PieceLine";
import { useRecent } from "../palette/recent";
import { createPieceSearch } from "../palette/search";
import { type Choice, Choices } from "./Choices";
import { fitsBeside } from "./connecting";
import { Floating } from "./Floating";
import { useOperations } from "./OperationsContext";
import { useCanvas, useCanvasStore, type QuickAdd as Where } from "./state";

const MOST = 60;

/** Finds a Piece by typing and puts it where the list was opened. */
export function QuickAdd({ pieces }: { pieces: PieceCatalogue }) {
  const where = useCanvas((state) => state.quickAdd);
  return where ? <Finder key={`${where.at.x} ${where.at.y}`} pieces={pieces} where={where} /> : null;
}

function Finder({ pieces, where }: { pieces: PieceCatalogue; where: Where }) {
  const { t } = useTranslation();
  const editor = useEditorStore();
  const canvas = useCanvasStore();
  const operations = useOperations();
  const recent = useRecent(pieces);
  const [query, setQuery] = useState("");
  const search = useMemo(() => createPieceSearch(pieces.newest), [pieces]);
  const fits = useMemo(() => {
    const content = editor.getState();
    const { after, before, into } = where;
    if (into) return fitsBeside(content, pieces, into.upstream, true);
    if (after !== undefined) return fitsBeside(content, pieces, after, true);
    return before === undefined ? null : fitsBeside(content, pieces, before, false);
  }, [editor, pieces, where]);

  const found = search(query);
  const fitting = new Set(fits ? found.filter(fits) : []);
  const typed = query.trim() !== "";
  const listed = typed
    ? [...found.filter((piece) => fitting.has(piece)), ...found.filter((piece) => !fitting.has(piece))]
    : [...new Set([...found.filter((piece) => fitting.has(piece)), ...(fits ? [] : recent), ...found])];
  const section = (piece: Piece) => {
    if (fitting.has(piece)) return t("editor.canvas.quickAdd.fitting");
    if (typed) return fits ? t("editor.canvas.quickAdd.others") : undefined;
    return !fits && recent.includes(piece) ? t("editor.palette.recent") : piece.repository_label;
  };
  const choices: Choice[] = listed.slice(0, MOST).map((piece) => ({
    id: String(piece.id),
    section: section(piece),
    content: <PieceLine after={fitting.has(piece) ? <FitsBadge /> : null} piece={piece} />,
  }));
  const close = () => canvas.setState({ quickAdd: null });
  const beside = where.into?.upstream ?? where.after ?? where.before;
  const title =
    beside === undefined
      ? t("editor.canvas.quickAdd.title")
      : t(where.before === undefined ? "editor.canvas.quickAdd.after" : "editor.canvas.quickAdd.before", {
          name: operations.nameOf(beside),
        });

  return (
    <Floating at={where.screen} label={title} onClose={close} width={340}>
      {beside === undefined ? null : (
        <Text color="fg.muted" fontSize="xs" pt={2} px={3} truncate>
          {title}
        </Text>
      )}
      <Choices
        choices={choices}
        label={title}
        maxHeight="320px"
        none={
          pieces.all.length === 0
            ? t("editor.palette.noneInstalled")
            : t("editor.palette.noMatch", { search: query })
        }
        onChoose={(id) => {
          const piece = listed.find((one) => String(one.id) === id);
          if (!piece) return;
          operations.addPiece(piece, where);
          operations.focusSurface();
        }}
        onTab={() => {
          close();
          focusAfterCanvas();
        }}
        search={{ value: query, placeholder: t("editor.palette.search"), onChange: setQuery }}
      />
      <Box borderTopWidth={1} color="fg.muted" fontSize="xs" px={3} py={1.5}>
        {t("editor.canvas.quickAdd.keys")}
      </Box>
    </Floating>
  );
}

function FitsBadge() {
  const { t } = useTranslation();
  return (
    <Badge colorPalette="green" size="xs">
      {t("editor.canvas.quickAdd.fits")}
    </Badge>
  );
}

/** Tab twice leaves the canvas: the first one asks for a Piece, the second one goes on to what follows. */
function focusAfterCanvas(): void {
  const surface = document.querySelector("[data-canvas-surface]");
  const all = [
    ...document.querySelectorAll<HTMLElement>("a[href], button:not(:disabled), input, [tabindex='0']"),
  ];
  const next = all.find(
    (element) =>
      surface &&
      !surface.contains(element) &&
      (surface.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 &&
      element.offsetParent !== null,
  );
  next?.focus();
}
