import { HStack, IconButton, Text } from "@chakra-ui/react";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";

/** Steps through a long list; nothing for a short one. */
export function Pager(props: { page: number; size: number; total: number; onPage: (page: number) => void }) {
  const { page, size, total, onPage } = props;
  const { t } = useTranslation();
  if (total <= size) return null;
  const from = page * size + 1;
  const to = Math.min(total, from + size - 1);
  return (
    <HStack justifyContent="flex-end" mt={3}>
      <Text color="fg.muted" fontSize="sm">
        {t("common.page", { from, to, total })}
      </Text>
      <IconButton
        aria-label={t("common.previous")}
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
        size="xs"
        variant="outline"
      >
        <ChevronLeft />
      </IconButton>
      <IconButton
        aria-label={t("common.next")}
        disabled={to >= total}
        onClick={() => onPage(page + 1)}
        size="xs"
        variant="outline"
      >
        <ChevronRight />
      </IconButton>
    </HStack>
  );
}
