import { Alert, Box, Flex, HStack, IconButton, Text } from "@chakra-ui/react";
import { Minus, MoveHorizontal, Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Loading } from "../../components/feedback";
import { IconToggle } from "../../components/IconToggle";
import { PdfPage } from "./PdfPage";
import "./pdf.css";
import { useDocument } from "./useDocument";
import { GAP, pageAt, stepped, topOf } from "./zoom";

interface PdfViewProps {
  address: string;
  height: string;
}

/** A PDF, drawn by our own code, as the browser's viewer doesn't load in a sandboxed frame. Pages are drawn when seen. */
export function PdfView({ address, height }: PdfViewProps) {
  const { t } = useTranslation();
  const { document, sizes, problem } = useDocument(address);
  const [zoom, setZoom] = useState<number | "fit">("fit");
  const [page, setPage] = useState(1);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, document !== null);

  if (problem) {
    return (
      <Alert.Root status="warning">
        <Alert.Indicator />
        <Alert.Title>{t(`results.${problem}`)}</Alert.Title>
      </Alert.Root>
    );
  }
  if (!document) return <Loading rows={4} />;
  const widest = Math.max(...sizes.map((size) => size.width));
  const fitting = Math.max(0.1, (width - 2 * GAP) / widest);
  const scale = zoom === "fit" ? fitting : zoom;
  const change = (next: number | "fit") => {
    setZoom(next);
    // The page that was read stays in view.
    const room = box.current;
    const after = next === "fit" ? fitting : next;
    if (room) requestAnimationFrame(() => room.scrollTo({ top: topOf(sizes, page, after) }));
  };
  return (
    <Flex direction="column" gap={2} height="100%" minH={0}>
      <HStack flexShrink={0} gap={1}>
        <IconButton
          aria-label={t("results.zoomOut")}
          onClick={() => change(stepped(scale, -1))}
          size="2xs"
          title={t("results.zoomOut")}
          variant="ghost"
        >
          <Minus aria-hidden />
        </IconButton>
        <Text fontSize="xs" fontVariantNumeric="tabular-nums" minW="4ch" textAlign="center">
          {Math.round(scale * 100)}%
        </Text>
        <IconButton
          aria-label={t("results.zoomIn")}
          onClick={() => change(stepped(scale, 1))}
          size="2xs"
          title={t("results.zoomIn")}
          variant="ghost"
        >
          <Plus aria-hidden />
        </IconButton>
        <IconToggle
          icon={MoveHorizontal}
          isOn={zoom === "fit"}
          label={t("results.fitWidth")}
          onChange={(isOn) => change(isOn ? "fit" : 1)}
        />
        <Text color="fg.muted" fontSize="xs" fontVariantNumeric="tabular-nums" ms="auto" role="status">
          {t("results.page", { page, count: sizes.length })}
        </Text>
      </HStack>
      <Box
        aria-label={t("results.pages")}
        bg="bg.emphasized"
        borderRadius="sm"
        data-testid="pdf"
        flex={1}
        minH={0}
        onScroll={({ currentTarget: { scrollTop, clientHeight } }) =>
          setPage(pageAt(sizes, scrollTop + clientHeight / 2, scale))
        }
        overflow="auto"
        ref={box}
        role="region"
        style={{ height, maxHeight: height }}
        tabIndex={0}
      >
        <Flex
          align="center"
          direction="column"
          gap={`${GAP}px`}
          minW="100%"
          p={`${GAP}px`}
          width="max-content"
        >
          {sizes.map((size, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pages of a document never move
            <PdfPage document={document} key={index} number={index + 1} scale={scale} size={size} />
          ))}
        </Flex>
      </Box>
    </Flex>
  );
}

/** The width of an element's inside, also while a panel is being dragged. */
function useWidth(ref: React.RefObject<HTMLElement | null>, isThere: boolean): number {
  const [width, setWidth] = useState(400);
  useEffect(() => {
    const element = ref.current;
    if (!isThere || !element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, isThere]);
  return width;
}
