import { Badge, Box, CloseButton, Dialog, Flex, HStack, IconButton, Portal, Text } from "@chakra-ui/react";
import { Download, ExternalLink, Maximize2 } from "lucide-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TaskPlace } from "../api/runs";
import { FileLink } from "../components/FileLink";
import { Loading } from "../components/feedback";
import { size } from "../model/time";
import { fileName, kindOf } from "./kind";
import { ResultContent } from "./ResultContent";

export interface Result {
  /** Address of the result's file on our server. */
  address: string;
  /** Which task shows it. */
  place: TaskPlace;
  /** What the Piece says it is: `png`, `plotly_json`, `csv`, ... */
  fileType: string;
  /** Where its file is, as outputs carry it. */
  path: string;
  bytes: number | null;
  /** Name of the task. */
  name: string;
}

interface ResultViewProps {
  result: Result;
  /** Room for the content, as CSS. */
  height: string;
}

/** What a task has to show. It comes from third-party code: nothing of it runs with this page's rights. */
export function ResultView({ result, height }: ResultViewProps) {
  const { t } = useTranslation();
  const [isLarge, setLarge] = useState(false);
  const { fileType, path, bytes, name } = result;
  return (
    <Flex direction="column" gap={2} height="100%" minH={0}>
      <HStack flexShrink={0} gap={1}>
        <Badge size="sm" variant="subtle">
          {fileType}
        </Badge>
        <Text color="fg.muted" flex={1} fontSize="xs" minW={0} title={fileName(path)} truncate>
          {[bytes === null ? null : size(bytes), fileName(path)].filter(Boolean).join(" · ")}
        </Text>
        <Actions onLarge={() => setLarge(true)} result={result} />
      </HStack>
      <Box flex={1} minH={0}>
        <Content height={height} result={result} />
      </Box>
      <Dialog.Root
        lazyMount
        onOpenChange={({ open }) => setLarge(open)}
        open={isLarge}
        size="cover"
        unmountOnExit
      >
        <Portal>
          <Dialog.Backdrop />
          <Dialog.Positioner padding={{ base: 2, md: 6 }}>
            <Dialog.Content height="100%">
              <Dialog.Header px={4} py={3}>
                <Dialog.Title fontSize="md">{name}</Dialog.Title>
              </Dialog.Header>
              <Dialog.Body display="flex" flexDirection="column" minH={0} pb={4} px={4}>
                <Content height="100%" result={result} />
              </Dialog.Body>
              <Dialog.CloseTrigger asChild>
                <CloseButton aria-label={t("common.close")} size="sm" />
              </Dialog.CloseTrigger>
            </Dialog.Content>
          </Dialog.Positioner>
        </Portal>
      </Dialog.Root>
    </Flex>
  );
}

function Content({ result, height }: ResultViewProps) {
  return (
    <Suspense fallback={<Loading rows={4} />}>
      <ResultContent height={height} result={result} />
    </Suspense>
  );
}

/** Kinds that a browser tab shows by itself. */
const TABS = new Set(["html", "image", "text", "json"]);

function Actions({ result, onLarge }: { result: Result; onLarge: () => void }) {
  const { t } = useTranslation();
  const { address, fileType, path, name } = result;
  const kind = kindOf(fileType, path);
  return (
    <>
      {kind === "file" ? null : (
        <IconButton
          aria-label={t("results.enlarge")}
          onClick={onLarge}
          size="2xs"
          title={t("results.enlarge")}
          variant="ghost"
        >
          <Maximize2 aria-hidden />
        </IconButton>
      )}
      {TABS.has(kind) ? (
        <IconButton asChild size="2xs" variant="ghost">
          <FileLink address={address} label={t("results.newTab")}>
            <ExternalLink aria-hidden />
          </FileLink>
        </IconButton>
      ) : null}
      <IconButton asChild size="2xs" variant="ghost">
        <FileLink
          address={`${address}&download=true`}
          download={fileName(path) || name}
          label={t("results.download")}
        >
          <Download aria-hidden />
        </FileLink>
      </IconButton>
    </>
  );
}
