import Markdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { Prose } from "./Prose";

/** Markdown without its HTML: what a Piece writes gets no markup of its own into our page, and loads nothing. */
export function MarkdownView({ text }: { text: string }) {
  return (
    <Prose>
      <Markdown
        components={{
          // A picture from elsewhere would tell its server who looks.
          img: ({ alt, src }) =>
            src?.startsWith("data:image/") ? <img alt={alt ?? ""} src={src} /> : <em>{alt}</em>,
        }}
        remarkPlugins={[remarkGfm]}
        urlTransform={(url) => (/^(https?:|mailto:|#|data:image\/)/i.test(url) ? url : "")}
      >
        {text}
      </Markdown>
    </Prose>
  );
}
