import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useState } from "react";
import { HEADERS } from "../../api/headers";
import { openDocument } from "./library";
import type { PageSize } from "./zoom";

interface Opened {
  document: PDFDocumentProxy | null;
  /** Sizes of all pages at scale 1. */
  sizes: PageSize[];
  problem: "pdfLocked" | "pdfBroken" | null;
}

const NOTHING: Opened = { document: null, sizes: [], problem: null };
/** Pages whose size is asked for; a longer document's others are taken to be like the first. */
const MEASURED = 500;

/** A document, fetched in parts as they are needed. */
export function useDocument(address: string): Opened {
  const [opened, setOpened] = useState<Opened>(NOTHING);
  useEffect(() => {
    let isWanted = true;
    setOpened(NOTHING);
    const task = openDocument(address, HEADERS);
    task.promise
      .then(async (document) => ({ document, sizes: await measure(document), problem: null }))
      .catch((error: unknown): Opened => {
        const isLocked = error instanceof Error && error.name === "PasswordException";
        return { ...NOTHING, problem: isLocked ? "pdfLocked" : "pdfBroken" };
      })
      .then((found) => {
        if (isWanted) setOpened(found);
      });
    return () => {
      isWanted = false;
      void task.destroy();
    };
  }, [address]);
  return opened;
}

async function measure(document: PDFDocumentProxy): Promise<PageSize[]> {
  const count = Math.min(document.numPages, MEASURED);
  const known = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const { width, height } = (await document.getPage(index + 1)).getViewport({ scale: 1 });
      return { width, height };
    }),
  );
  const first = known[0] ?? { width: 595, height: 842 };
  return Array.from({ length: document.numPages }, (_, index) => known[index] ?? first);
}
