import { chakra } from "@chakra-ui/react";

/** Running text with headings, lists, tables and code. */
export const Prose = chakra("div", {
  base: {
    maxWidth: "75ch",
    lineHeight: "1.65",
    "& h1, & h2, & h3, & h4": { fontWeight: "semibold", marginTop: "1.2em", marginBottom: "0.4em" },
    "& h1": { fontSize: "xl" },
    "& h2": { fontSize: "lg" },
    "& p, & ul, & ol, & table, & pre": { marginBottom: "0.8em" },
    "& ul": { listStyle: "disc", paddingInlineStart: "1.5em" },
    "& ol": { listStyle: "decimal", paddingInlineStart: "1.5em" },
    "& a": { color: "blue.fg", textDecoration: "underline" },
    "& code": {
      fontFamily: "mono",
      fontSize: "0.9em",
      bg: "bg.muted",
      paddingInline: "0.25em",
      borderRadius: "xs",
    },
    "& pre": { bg: "bg.muted", padding: "3", borderRadius: "sm", overflow: "auto" },
    "& pre code": { bg: "transparent", padding: 0 },
    "& th, & td": { borderWidth: "1px", paddingBlock: "1", paddingInline: "2", textAlign: "start" },
    "& blockquote": { borderInlineStartWidth: "3px", paddingInlineStart: "3", color: "fg.muted" },
    "& img": { maxWidth: "100%" },
  },
});
