import { Box, Button } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import { ChartSpline, Download } from "lucide-react";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { FileLink } from "../components/FileLink";
import { Empty, Failure, Loading } from "../components/feedback";
import { Fetchable } from "./Fetchable";
import { fetchPart } from "./fetchPart";
import { HtmlView } from "./HtmlView";
import { ImageView } from "./ImageView";
import { fileName, isNothing, type Kind, kindOf } from "./kind";
import { NotShown } from "./NotShown";
import type { Result } from "./ResultView";
import { TextView } from "./TextView";

const JsonView = lazy(() => import("./json/JsonView").then((module) => ({ default: module.JsonView })));
const MarkdownView = lazy(() =>
  import("./MarkdownView").then((module) => ({ default: module.MarkdownView })),
);
const PdfView = lazy(() => import("./pdf/PdfView").then((module) => ({ default: module.PdfView })));
const PlotlyView = lazy(() => import("./PlotlyView").then((module) => ({ default: module.PlotlyView })));
const ParquetView = lazy(() =>
  import("./parquet/ParquetView").then((module) => ({ default: module.ParquetView })),
);
const TaskTable = lazy(() => import("./table/TableView").then((module) => ({ default: module.TaskTable })));

interface ContentProps {
  result: Result;
  height: string;
}

/** The content of a result, as its kind is looked at. */
export function ResultContent({ result, height }: ContentProps) {
  const { t } = useTranslation();
  const { address, fileType, path, bytes, name, place } = result;
  const kind = kindOf(fileType, path);
  if (bytes === 0) return <NotShown text={t("results.emptyText")} title={t("results.empty")} />;
  switch (kind) {
    case "image":
      return (
        <Fetchable address={address}>
          <ImageView address={address} height={height} name={name} />
        </Fetchable>
      );
    case "html":
      return (
        <Fetchable address={address}>
          <HtmlView address={address} height={height} name={name} />
        </Fetchable>
      );
    case "pdf":
      return (
        <Fetchable address={address}>
          <PdfView address={address} height={height} />
        </Fetchable>
      );
    case "table":
      return <TaskTable height={height} place={place} />;
    case "parquet":
      // Its end is read first, so its size must be known.
      return bytes === null ? (
        <Unknown result={result} />
      ) : (
        <ParquetView address={address} bytes={bytes} height={height} tryNumber={place.tryNumber} />
      );
    case "file":
      return <Unknown result={result} />;
    default:
      return <TextContent height={height} kind={kind} result={result} />;
  }
}

function Unknown({ result: { address, fileType, path, name } }: { result: Result }) {
  const { t } = useTranslation();
  return (
    <>
      <NotShown text={t("results.unknownText")} title={t("results.unknown", { fileType })} />
      <Box textAlign="center">
        <Button asChild colorPalette="brand" size="sm">
          <FileLink address={`${address}&download=true`} download={fileName(path) || name}>
            <Download aria-hidden /> {t("results.downloadFile", { name: fileName(path) || name })}
          </FileLink>
        </Button>
      </Box>
    </>
  );
}

type TextKind = Exclude<Kind, "image" | "html" | "pdf" | "table" | "parquet" | "file">;

/** Bytes that are read at the most; of more, the beginning is shown as text. */
const MOST: Record<TextKind, number> = {
  text: 5_000_000,
  json: 20_000_000,
  markdown: 1_000_000,
  plotly: 30_000_000,
};

function TextContent({ result, kind, height }: ContentProps & { kind: TextKind }) {
  const { t } = useTranslation();
  const { address, bytes } = result;
  // A version of the file by its size: a task that ran again has written another.
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["result", address, bytes, result.place.tryNumber],
    queryFn: ({ signal }) => fetchPart(address, MOST[kind], signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  if (isPending) return <Loading rows={4} />;
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (isNothing(data.text)) {
    return <Empty icon={ChartSpline} text={t("run.noResultText")} title={t("run.noResult")} />;
  }
  if (kind === "json") return <JsonView height={height} {...data} />;
  if (kind === "text" || data.isCut) return <TextView height={height} {...data} />;
  if (kind === "plotly") return <PlotlyView height={height} text={data.text} />;
  return (
    <Box overflow="auto" style={{ maxHeight: height }}>
      <MarkdownView text={data.text} />
    </Box>
  );
}
