/** Path of the folder with what pdf.js loads by itself, relative to the page; set by the build. */
declare const __PDFJS_FILES__: string;
