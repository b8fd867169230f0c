import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { fetchResponse } from "../../api/client";
import { ApiError } from "../../api/problems";
import { TABLE_PAGE, type TableSource } from "../../api/tables";
import { Failure, Loading } from "../../components/feedback";
import { NotShown } from "../NotShown";
import { TableView } from "../table/TableView";
import { ParquetFile } from "./file";

/** Columns that are read at once: about as many as are in view. */
const COLUMNS = 10;

interface ParquetViewProps {
  address: string;
  bytes: number;
  /** Number of the try that wrote the file. */
  tryNumber: number;
  height: string;
}

/** A Parquet file as a table; what isn't looked at isn't fetched. */
export function ParquetView({ address, bytes, tryNumber, height }: ParquetViewProps) {
  const { t } = useTranslation();
  const key = useMemo(() => ["parquet", address, bytes, tryNumber], [address, bytes, tryNumber]);
  // The first page as well, which tells whether the file can be read at all.
  const { data, error, isPending, refetch } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const file = await ParquetFile.open(remote(address, bytes, signal));
      await file.page(0, TABLE_PAGE, null, { last: COLUMNS });
      return file;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: (count, failure) => count < 2 && failure instanceof ApiError && failure.status >= 500,
  });
  if (isPending) return <Loading rows={4} />;
  if (error instanceof ApiError) return <Failure error={error} retry={() => void refetch()} />;
  if (error) {
    return <NotShown text={t("results.brokenText")} title={t("results.parquetBroken")} />;
  }
  return <TableView height={height} source={sourceOf(data, key, t("results.tooLarge"))} />;
}

function sourceOf(file: ParquetFile, key: readonly unknown[], tooLarge: string): TableSource {
  return {
    key: [...key, tooLarge],
    sortable: file.sortable,
    columnsAtOnce: COLUMNS,
    read: ({ page, group }, order) => {
      const first = group * COLUMNS;
      return file.page(page * TABLE_PAGE, TABLE_PAGE, order, { first, last: first + COLUMNS, tooLarge });
    },
  };
}

/** A file on our server, fetched in parts. */
function remote(address: string, byteLength: number, signal: AbortSignal) {
  return {
    byteLength,
    slice: async (start: number, end = byteLength) => {
      const response = await fetchResponse(address, signal, { Range: `bytes=${start}-${end - 1}` });
      return response.arrayBuffer();
    },
  };
}
