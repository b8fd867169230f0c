import { Badge, Box, HStack, Input, Stack, Text } from "@chakra-ui/react";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOperations } from "../canvas/OperationsContext";
import type { PieceCatalogue } from "../model/catalogue";
import { PieceRow } from "./PieceRow";
import { useSteadyRecent } from "./recent";
import { createPieceSearch } from "./search";
import { type PaletteSection, paletteSections } from "./sections";
import { useRoving } from "./useRoving";

/** Of the palette, and of the room kept for it. */
export const PALETTE_WIDTH = { base: "216px", lg: "256px" };

/** All Pieces, to be dragged onto the canvas or put there by a double click or Enter. */
export function Palette({ pieces }: { pieces: PieceCatalogue }) {
  const { t } = useTranslation();
  const operations = useOperations();
  const [query, setQuery] = useState("");
  const { recent, refresh } = useSteadyRecent(pieces);
  const search = useMemo(() => createPieceSearch(pieces.newest), [pieces]);
  const found = search(query);
  const typed = query.trim() !== "";
  const sections = paletteSections(found, typed, recent, t("editor.palette.recent"));
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const helpId = useId();
  const { at, onFocused, onKeyDown } = useRoving({
    list,
    count: sections.reduce((count, { pieces: own }) => count + own.length, 0),
    search: () => field.current?.focus(),
    leave: operations.focusSurface,
  });
  const fromField = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !typed) operations.focusSurface();
    if (event.key !== "ArrowDown" && event.key !== "Enter") return;
    event.preventDefault();
    list.current?.querySelector<HTMLElement>("[data-piece]")?.focus();
  };

  return (
    <Stack
      aria-label={t("editor.palette.label")}
      as="section"
      bg="bg.panel"
      borderInlineEndWidth={1}
      flexShrink={0}
      gap={0}
      height="100%"
      width={PALETTE_WIDTH}
    >
      <Box p={2}>
        <Input
          aria-label={t("editor.palette.search")}
          onChange={(event) => {
            setQuery(event.target.value);
            refresh();
            onFocused(0);
          }}
          onKeyDown={fromField}
          placeholder={t("editor.palette.search")}
          ref={field}
          size="sm"
          type="search"
          value={query}
        />
      </Box>
      <Box
        aria-describedby={helpId}
        aria-label={t("editor.palette.list")}
        flex={1}
        onKeyDown={onKeyDown}
        overflowY="auto"
        pb={2}
        px={1}
        ref={list}
        role="group"
      >
        {sections.map((section) => (
          <Section at={at} key={section.key} onFocused={onFocused} section={section} />
        ))}
        {found.length === 0 ? (
          <Text color="fg.muted" fontSize="sm" p={2}>
            {typed ? t("editor.palette.noMatch", { search: query }) : t("editor.palette.noneInstalled")}
          </Text>
        ) : null}
      </Box>
      <Box borderTopWidth={1} color="fg.muted" fontSize="xs" px={3} py={1.5}>
        {t("editor.palette.help")}
        <Text as="span" id={helpId} srOnly>
          {t("editor.palette.keys")}
        </Text>
      </Box>
    </Stack>
  );
}

interface SectionProps {
  section: PaletteSection;
  at: number;
  onFocused: (index: number) => void;
}

function Section({ section, at, onFocused }: SectionProps) {
  const { title, version, pieces, start } = section;
  return (
    <Box as="section" mb={1}>
      {title === null ? null : (
        <HStack gap={2} px={2} py={1}>
          <Text as="h2" color="fg.muted" fontSize="xs" fontWeight="semibold" truncate>
            {title}
          </Text>
          {version === null ? null : (
            <Badge size="xs" variant="surface">
              {version}
            </Badge>
          )}
        </HStack>
      )}
      <Stack as="ul" gap={0} listStyleType="none">
        {pieces.map((piece, place) => (
          <PieceRow
            index={start + place}
            isStop={start + place === at}
            key={piece.id}
            onFocused={onFocused}
            piece={piece}
          />
        ))}
      </Stack>
    </Box>
  );
}
