/** pdf.js with everything it loads by itself served from our own assets. */
import { GlobalWorkerOptions, getDocument, type PDFDocumentLoadingTask } from "pdfjs-dist";
import worker from "pdfjs-dist/build/pdf.worker.min.mjs?url";

GlobalWorkerOptions.workerSrc = new URL(worker, document.baseURI).href;

/** Where the build puts fonts, character maps and decoders. */
const FILES = new URL(__PDFJS_FILES__, document.baseURI).href;

export function openDocument(address: string, httpHeaders: Record<string, string>): PDFDocumentLoadingTask {
  return getDocument({
    url: new URL(address, document.baseURI).href,
    httpHeaders,
    cMapUrl: `${FILES}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${FILES}standard_fonts/`,
    wasmUrl: `${FILES}wasm/`,
    iccUrl: `${FILES}iccs/`,
    // Pages that nobody looks at are not fetched.
    disableAutoFetch: true,
    disableStream: true,
    enableXfa: false,
  });
}
