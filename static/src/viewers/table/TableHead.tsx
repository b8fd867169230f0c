import { Box, Text } from "@chakra-ui/react";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { isRight, type Order } from "./widths";

interface TableHeadProps {
  columns: Schemas["TableColumn"][];
  order: Order | null;
  /** Widths of the grid's columns, as CSS. */
  template: string;
  /** Null where the rows have but one order. */
  onSort: ((column: number) => void) | null;
}

/** Names and types of the columns; a click sorts where that is possible. */
export function TableHead({ columns, order, template, onSort }: TableHeadProps) {
  const { t } = useTranslation();
  return (
    <Box bg="bg.muted" borderBottomWidth={1} position="sticky" role="rowgroup" top={0} zIndex={1}>
      <Box aria-rowindex={1} display="grid" gridTemplateColumns={template} role="row">
        <Box bg="bg.muted" insetInlineStart={0} position="sticky" role="columnheader">
          <Text as="span" srOnly>
            {t("results.rowNumber")}
          </Text>
        </Box>
        {columns.map(({ name, type }, column) => {
          const sorted = order?.column === column ? (order.descending ? "descending" : "ascending") : "none";
          const Arrow = sorted === "descending" ? ArrowDown : ArrowUp;
          return (
            <Box
              aria-sort={sorted}
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
              key={column}
              minW={0}
              role="columnheader"
            >
              <Box
                _hover={onSort ? { bg: "bg.emphasized" } : {}}
                asChild
                px={3}
                py={1}
                textAlign={isRight(type) ? "end" : "start"}
                width="100%"
              >
                <button
                  disabled={!onSort}
                  onClick={() => onSort?.(column)}
                  title={onSort ? t("results.sortBy", { name }) : t("results.tooLongToSort")}
                  type="button"
                >
                  <Text as="span" display="block" fontWeight="semibold" truncate>
                    {name}
                    {sorted === "none" ? null : (
                      <Arrow aria-hidden size={12} style={{ display: "inline", marginInlineStart: 4 }} />
                    )}
                  </Text>
                  <Text as="span" color="fg.muted" display="block" fontSize="2xs" lineHeight="1.2">
                    {t(`results.types.${type}`)}
                  </Text>
                </button>
              </Box>
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}
