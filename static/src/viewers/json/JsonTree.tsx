import { Box, HStack, Text } from "@chakra-ui/react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../components/CopyButton";
import { Marked } from "../lines/LineList";
import { brief, codeOf, idOf, type Json, type Row, rowsOf } from "./tree";

const ROW = 22;

interface JsonTreeProps {
  root: Json;
  open: ReadonlySet<string>;
  search: string;
  /** The row to bring into view. */
  target: string | null;
  height: string;
  onToggle: (id: string) => void;
}

/** The rows of a document; only those in view are in the page. Arrow keys move, open and close. */
export function JsonTree({ root, open, search, target, height, onToggle }: JsonTreeProps) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const name = useId();
  const rows = useMemo(() => rowsOf(root, open), [root, open]);
  const [current, setCurrent] = useState("");
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 15,
    paddingStart: 4,
    paddingEnd: 4,
  });
  const at = rows.findIndex(({ id }) => id === current);
  const items = virtualizer.getVirtualItems();

  useEffect(() => {
    if (target === null) return;
    setCurrent(target);
    const index = rows.findIndex(({ id }) => id === target);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: "center" });
  }, [target, rows, virtualizer]);

  const go = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
    if (!row) return;
    setCurrent(row.id);
    virtualizer.scrollToIndex(rows.indexOf(row), { align: "auto" });
  };
  const keys = (event: KeyboardEvent) => {
    const act = keyAction(event.key, rows, at, { go, toggle: onToggle });
    if (!act) return;
    event.preventDefault();
    act();
  };

  return (
    <Box
      aria-activedescendant={items.some(({ index }) => index === at) ? `${name}${at}` : undefined}
      aria-label={t("results.tree")}
      bg="bg.subtle"
      borderRadius="sm"
      borderWidth={1}
      data-testid="json-tree"
      flex={1}
      fontFamily="mono"
      fontSize="xs"
      minH={0}
      onKeyDown={keys}
      overflow="auto"
      ref={box}
      role="tree"
      style={{ maxHeight: height }}
      tabIndex={0}
    >
      <div style={{ height: virtualizer.getTotalSize(), position: "relative" }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          return row ? (
            <TreeRow
              id={`${name}${index}`}
              isCurrent={row.id === current}
              key={row.id}
              onChoose={() => setCurrent(row.id)}
              onToggle={() => onToggle(row.id)}
              row={row}
              search={search}
              top={start}
            />
          ) : null;
        })}
      </div>
    </Box>
  );
}

interface Moves {
  go: (index: number) => void;
  toggle: (id: string) => void;
}

function keyAction(key: string, rows: Row[], at: number, { go, toggle }: Moves): (() => void) | null {
  const row = rows[at];
  const toParent = () => row && go(rows.findIndex(({ id }) => id === idOf(row.path.slice(0, -1))));
  switch (key) {
    case "ArrowDown":
      return () => go(at + 1);
    case "ArrowUp":
      return () => go(at - 1);
    case "Home":
      return () => go(0);
    case "End":
      return () => go(rows.length - 1);
    case "ArrowRight":
      return () => (row && row.size !== null && !row.isOpen ? toggle(row.id) : go(at + 1));
    case "ArrowLeft":
      return () => (row?.isOpen ? toggle(row.id) : toParent());
    case "Enter":
    case " ":
      return () => row && row.size !== null && toggle(row.id);
    default:
      return null;
  }
}

interface TreeRowProps {
  id: string;
  row: Row;
  top: number;
  search: string;
  isCurrent: boolean;
  onChoose: () => void;
  onToggle: () => void;
}

const COLORS: Record<string, string> = {
  string: "green.fg",
  number: "blue.fg",
  boolean: "purple.fg",
  object: "fg.muted",
};

function TreeRow({ id, row, top, search, isCurrent, onChoose, onToggle }: TreeRowProps) {
  const { t } = useTranslation();
  const { name, value, size, isOpen, depth, path } = row;
  const Arrow = isOpen ? ChevronDown : ChevronRight;
  return (
    <HStack
      _hover={{ bg: "bg.muted" }}
      aria-expanded={size === null ? undefined : isOpen}
      aria-level={depth + 1}
      aria-selected={isCurrent}
      bg={isCurrent ? "brand.subtle" : undefined}
      className="group"
      cursor={size === null ? "default" : "pointer"}
      gap={1}
      id={id}
      onClick={() => {
        onChoose();
        if (size !== null) onToggle();
      }}
      position="absolute"
      role="treeitem"
      style={{ top, height: ROW, insetInlineStart: 0, minWidth: "100%", paddingInlineStart: 6 + depth * 14 }}
      whiteSpace="pre"
      width="max-content"
    >
      <Box as="span" color="fg.muted" flexShrink={0} width="14px">
        {size ? <Arrow aria-hidden size={14} /> : null}
      </Box>
      {name === null ? null : (
        <span>
          <Text as="span" color={typeof name === "number" ? "fg.muted" : "fg"}>
            <Marked search={typeof name === "number" ? "" : search} text={String(name)} />
          </Text>
          <Text as="span" color="fg.muted">
            :
          </Text>
        </span>
      )}
      {size === null ? (
        <Text as="span" color={COLORS[typeof value]}>
          <Marked search={search} text={brief(value)} />
        </Text>
      ) : (
        <Text as="span" color="fg.muted">
          {Array.isArray(value) ? t("results.items", { count: size }) : t("results.fields", { count: size })}
        </Text>
      )}
      <HStack
        _focusWithin={{ opacity: 1 }}
        _groupHover={{ opacity: 1 }}
        gap={0}
        insetInlineEnd={1}
        onClick={(event) => event.stopPropagation()}
        opacity={isCurrent ? 1 : 0}
        position="sticky"
      >
        {path.length > 0 ? (
          <CopyButton label={t("results.copyPath", { path: codeOf(path) })} text={() => codeOf(path)} />
        ) : null}
        <CopyButton label={t("results.copyValue")} text={() => copied(value)} />
      </HStack>
    </HStack>
  );
}

/** A text as it is, everything else as JSON. */
function copied(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}
