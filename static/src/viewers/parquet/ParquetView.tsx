import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { fetchResponse } from "../../api/client";
import { ApiError } from "../../api/problems";
import { TABLE_PAGE, type TableSource } from "../../api/tables";
import { Failure, Loading } from "../../components/feedback";
import { NotShown } from "../NotShown";
import { TableView } from "../table/TableView";
import { HugeBlocksError, ParquetFile } from "./file";

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
      await file.page(0, TABLE_PAGE, null);
      return file;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: (count, failure) => count < 2 && failure instanceof ApiError && failure.status >= 500,
  });
  if (isPending) return <Loading rows={4} />;
  if (error instanceof ApiError) return <Failure error={error} retry={() => void refetch()} />;
  if (error) {
    const why = error instanceof HugeBlocksError ? "results.parquetHuge" : "results.brokenText";
    return <NotShown text={t(why)} title={t("results.parquetBroken")} />;
  }
  return <TableView height={height} source={sourceOf(data, key)} />;
}

function sourceOf(file: ParquetFile, key: readonly unknown[]): TableSource {
  return {
    key,
    sortable: file.sortable,
    read: (page, order) => file.page(page * TABLE_PAGE, TABLE_PAGE, order),
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
