import type { Extension } from "@codemirror/state";
import CodeMirror, { EditorView } from "@uiw/react-codemirror";
import { useEffect, useMemo, useState } from "react";
import { useColorMode } from "../../app/colorMode";

interface CodeEditorProps {
  label: string;
  language: string;
  value: string;
  describedBy: string;
  invalid: boolean;
  readOnly: boolean;
  rows: number;
  onChange: (text: string) => void;
}

/** Each language is a chunk of its own; one that isn't known is shown without colours. */
const LANGUAGES: Record<string, () => Promise<Extension>> = {
  python: async () => (await import("@codemirror/lang-python")).python(),
  sql: async () => (await import("@codemirror/lang-sql")).sql(),
  json: async () => (await import("@codemirror/lang-json")).json(),
  javascript: async () => (await import("@codemirror/lang-javascript")).javascript(),
  typescript: async () => (await import("@codemirror/lang-javascript")).javascript({ typescript: true }),
  html: async () => (await import("@codemirror/lang-html")).html(),
  xml: async () => (await import("@codemirror/lang-html")).html(),
  markdown: async () => (await import("@codemirror/lang-markdown")).markdown(),
  yaml: async () => (await import("@codemirror/lang-yaml")).yaml(),
};
const ALIASES: Record<string, string> = {
  py: "python",
  js: "javascript",
  ts: "typescript",
  md: "markdown",
  yml: "yaml",
};

const LOOKS = EditorView.theme({
  "&": { backgroundColor: "var(--chakra-colors-bg-panel)", fontSize: "12.5px" },
  "&.cm-focused": { outline: "none" },
  ".cm-gutters": {
    backgroundColor: "var(--chakra-colors-bg-subtle)",
    border: "none",
    color: "var(--chakra-colors-fg-muted)",
  },
  ".cm-scroller": { fontFamily: "var(--chakra-fonts-mono)", lineHeight: "1.55" },
});

export function CodeEditor(props: CodeEditorProps) {
  const { label, language, describedBy, invalid, readOnly, rows, value, onChange } = props;
  const mode = useColorMode();
  const [colours, setColours] = useState<Extension>([]);
  useEffect(() => {
    let wanted = true;
    const load = LANGUAGES[ALIASES[language] ?? language];
    if (load) {
      void load().then((extension) => {
        if (wanted) setColours(extension);
      });
    }
    return () => {
      wanted = false;
    };
  }, [language]);
  const extensions = useMemo(
    () => [
      colours,
      LOOKS,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({
        "aria-label": label,
        "aria-describedby": describedBy,
        ...(invalid ? { "aria-invalid": "true" } : {}),
      }),
    ],
    [colours, label, describedBy, invalid],
  );
  return (
    <CodeMirror
      basicSetup={{ foldGutter: false, highlightActiveLine: false, highlightActiveLineGutter: false }}
      extensions={extensions}
      maxHeight="28rem"
      minHeight={`${rows * 1.25}rem`}
      onChange={onChange}
      readOnly={readOnly}
      theme={mode}
      value={value}
    />
  );
}
