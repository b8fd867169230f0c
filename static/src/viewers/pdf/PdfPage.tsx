import { Box, Text } from "@chakra-ui/react";
import { type PDFDocumentProxy, TextLayer } from "pdfjs-dist";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PageSize } from "./zoom";

interface PdfPageProps {
  document: PDFDocumentProxy;
  number: number;
  scale: number;
  size: PageSize;
}

/** Browsers refuse larger canvases, or slow down on them. */
const MOST_PIXELS = 16_000_000;

/** A page: drawn when it comes near the view, forgotten when it has gone far. */
export function PdfPage({ document, number, scale, size }: PdfPageProps) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const texts = useRef<HTMLDivElement>(null);
  const isNear = useNear(frame);
  const [isDrawn, setDrawn] = useState(false);

  useEffect(() => {
    const [surface, layer] = [canvas.current, texts.current];
    if (!isNear || !surface || !layer) return;
    let stop = () => {};
    let isWanted = true;
    const draw = async () => {
      const page = await document.getPage(number);
      if (!isWanted) return;
      const viewport = page.getViewport({ scale });
      const finest = Math.sqrt(MOST_PIXELS / (viewport.width * viewport.height));
      const ratio = Math.min(window.devicePixelRatio || 1, finest);
      surface.width = Math.floor(viewport.width * ratio);
      surface.height = Math.floor(viewport.height * ratio);
      const task = page.render({ canvas: surface, viewport, transform: [ratio, 0, 0, ratio, 0, 0] });
      stop = () => task.cancel();
      await task.promise;
      setDrawn(true);
      layer.replaceChildren();
      const words = new TextLayer({
        textContentSource: page.streamTextContent(),
        container: layer,
        viewport,
      });
      stop = () => words.cancel();
      await words.render();
    };
    // A page that can't be drawn stays white; the others are shown.
    draw().catch(() => undefined);
    return () => {
      isWanted = false;
      stop();
    };
  }, [document, number, scale, isNear]);

  return (
    <Box
      aria-label={t("results.pageNumber", { page: number })}
      bg="white"
      boxShadow="sm"
      className="pdf-page"
      data-drawn={isNear && isDrawn}
      flexShrink={0}
      position="relative"
      ref={frame}
      role="group"
      style={{
        width: size.width * scale,
        height: size.height * scale,
        ["--total-scale-factor" as string]: scale,
        ["--scale-round-x" as string]: "1px",
        ["--scale-round-y" as string]: "1px",
      }}
    >
      {isNear ? (
        <>
          <canvas aria-hidden ref={canvas} style={{ width: "100%", height: "100%" }} />
          <div className="pdf-text" ref={texts} />
        </>
      ) : (
        <Text color="gray.500" p={4}>
          {number}
        </Text>
      )}
    </Box>
  );
}

function useNear(ref: React.RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      rootMargin: "600px 0px",
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return isNear;
}
