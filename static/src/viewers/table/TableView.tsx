import { Box, Flex, Text } from "@chakra-ui/react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Fragment, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import type { TaskPlace } from "../../api/runs";
import { TABLE_PAGE, type TableSource, useTableParts, useTableStart, useTaskTable } from "../../api/tables";
import { Failure, Loading } from "../../components/feedback";
import { TableHead } from "./TableHead";
import { useGroupsInView } from "./useGroupsInView";
import { isRight, nextOrder, type Order, pagesOf, widths } from "./widths";

const ROW = 28;

/** The CSV file that a task shows, as a table. */
export function TaskTable({ place, height }: { place: TaskPlace; height: string }) {
  return <TableView height={height} source={useTaskTable(place)} />;
}

interface TableViewProps {
  source: TableSource;
  height: string;
}

/** A table of any length: only the rows in view are asked for. */
export function TableView({ source, height }: TableViewProps) {
  const { t } = useTranslation();
  const [order, setOrder] = useState<Order | null>(null);
  const first = useTableStart(source);
  if (first.error) return <Failure error={first.error} retry={() => void first.refetch()} />;
  if (!first.data) return <Loading rows={4} />;
  const { columns, all_columns, total, complete } = first.data;
  const words = [t("results.rows", { count: total }), t("results.columns", { count: all_columns })];
  const left = [
    complete ? null : t("results.firstRows", { count: total }),
    columns.length < all_columns ? t("results.firstColumns", { count: columns.length }) : null,
  ].filter((word) => word !== null);
  return (
    <Flex direction="column" gap={2} height="100%" minH={0}>
      <Rows
        height={height}
        onSort={source.sortable ? (column) => setOrder(nextOrder(order, column)) : null}
        order={order}
        page={first.data}
        source={source}
      />
      <Text color="fg.muted" flexShrink={0} fontSize="xs">
        {words.join(" · ")}
        {left.length > 0 ? ` · ${left.join(" ")}` : ""}
      </Text>
    </Flex>
  );
}

interface RowsProps {
  source: TableSource;
  page: Schemas["TablePage"];
  order: Order | null;
  height: string;
  onSort: ((column: number) => void) | null;
}

function Rows({ source, page, order, height, onSort }: RowsProps) {
  const { t } = useTranslation();
  const { columns, total } = page;
  const box = useRef<HTMLDivElement>(null);
  const columnWidths = useMemo(() => widths(columns, page.rows), [columns, page.rows]);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another order begins at its start
  useEffect(() => virtualizer.scrollToOffset(0), [order, virtualizer]);
  const items = virtualizer.getVirtualItems();
  const view = useRef({ first: 0, last: 0 });
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  // A table that is dragged through asks for what it is stopped at; for the next page it asks at once.
  const isNear = Math.abs(first - view.current.first) <= TABLE_PAGE;
  if (isNear || !virtualizer.isScrolling) view.current = { first, last };
  const groups = useGroupsInView(box, columns.length, source.columnsAtOnce);
  const cell = useCells(source, order, view.current, groups);
  const gutter = `${String(total).length + 2}ch`;
  const template = `${gutter} ${columnWidths.map((width) => `calc(${width}ch + 1.5rem)`).join(" ")} 1fr`;
  return (
    <Box
      aria-busy={items.some(({ index }) =>
        groups.some((group) => cell(index, group === 0 ? 0 : group * source.columnsAtOnce) === undefined),
      )}
      aria-colcount={columns.length + 1}
      aria-label={t("results.table")}
      aria-rowcount={total + 1}
      borderRadius="sm"
      borderWidth={1}
      data-testid="table"
      fontSize="xs"
      minH={0}
      overflow="auto"
      ref={box}
      role="table"
      style={{ maxHeight: height }}
      tabIndex={0}
    >
      <Box minW="100%" width="max-content">
        <TableHead columns={columns} onSort={onSort} order={order} template={template} />
        <Box height={`${virtualizer.getTotalSize()}px`} position="relative" role="rowgroup">
          {items.map(({ index, start }) => (
            <Box
              aria-rowindex={index + 2}
              bg={index % 2 === 1 ? "bg.subtle" : "bg.panel"}
              display="grid"
              gridTemplateColumns={template}
              height={`${ROW}px`}
              insetInline={0}
              key={index}
              lineHeight={`${ROW}px`}
              position="absolute"
              role="row"
              style={{ transform: `translateY(${start}px)` }}
              top={0}
            >
              <Box
                bg="inherit"
                color="fg.muted"
                insetInlineStart={0}
                pe={2}
                position="sticky"
                role="rowheader"
                textAlign="end"
              >
                {index + 1}
              </Box>
              <Cells cell={(column) => cell(index, column)} columns={columns} />
            </Box>
          ))}
        </Box>
      </Box>
    </Box>
  );
}

interface CellsProps {
  /** The text of a column's cell; undefined until it is there. */
  cell: (column: number) => string | undefined;
  columns: Schemas["TableColumn"][];
}

function Cells({ cell, columns }: CellsProps) {
  return columns.map(({ type }, column) => (
    <Fragment key={column.toString()}>
      <Box
        fontVariantNumeric="tabular-nums"
        overflow="hidden"
        px={3}
        role="cell"
        textAlign={isRight(type) ? "end" : "start"}
        textOverflow="ellipsis"
        title={cell(column)}
        whiteSpace="nowrap"
      >
        {cell(column) ?? "…"}
      </Box>
    </Fragment>
  ));
}

/** The cells in view, from the two pages and the groups of columns they may be spread over. */
function useCells(
  source: TableSource,
  order: Order | null,
  { first, last }: { first: number; last: number },
  groups: number[],
) {
  const pages = pagesOf(first, last, TABLE_PAGE).slice(0, 2);
  const places = pages.flatMap((page) => groups.map((group) => ({ page, group })));
  const parts = useTableParts(source, places, order);
  return (row: number, column: number): string | undefined => {
    const [page, group] = [Math.floor(row / TABLE_PAGE), Math.floor(column / source.columnsAtOnce)];
    const part = parts.find((found) => found.page === page && found.group === group);
    const before = group === 0 ? 0 : group * source.columnsAtOnce;
    return part?.data?.rows[row - page * TABLE_PAGE]?.[column - before];
  };
}
