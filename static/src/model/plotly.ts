/** Reads a Piece's Plotly figure, whose JSON may be a string within the JSON. */

export interface Figure {
  data: Record<string, unknown>[];
  layout: Record<string, unknown>;
  /** The part of Plotly that draws all its traces. */
  part: "basic" | "whole";
}

/** Why there is no figure: the words are named so in the locale. */
export type NoFigure = "notPlotly" | "plotlyNoData" | "plotlyMap";

/** Kinds of traces that the small part of Plotly draws. */
const BASIC = new Set(["scatter", "bar", "pie"]);
/** Kinds that fetch maps from servers elsewhere, which our page doesn't. */
const MAPS = /^(choropleth|scattergeo|(scatter|choropleth|density)map(box)?)$/;

/** The figure, or why there is none. */
export function readFigure(text: string): Figure | NoFigure {
  let value: unknown;
  try {
    value = JSON.parse(text);
    if (typeof value === "string") value = JSON.parse(value);
  } catch {
    return "notPlotly";
  }
  if (!isRecord(value) || !Array.isArray(value["data"])) return "plotlyNoData";
  const data = value["data"].filter(isRecord);
  const layout = isRecord(value["layout"]) ? value["layout"] : {};
  const types = data.map((trace) => String(trace["type"] ?? "scatter"));
  if (types.some((type) => MAPS.test(type))) return "plotlyMap";
  return { data, layout, part: types.every((type) => BASIC.has(type)) ? "basic" : "whole" };
}

/** Papers that say nothing but that it is meant for printing, or that nobody chose. */
const WHITE = /^(#fff(fff)?|white|rgba?\(255, ?255, ?255(, ?1)?\))$/i;
/** What is coloured to be read on white. */
const INKS = [
  "paper_bgcolor",
  "plot_bgcolor",
  "color",
  "gridcolor",
  "linecolor",
  "zerolinecolor",
  "tickcolor",
];

/** A layout made for white paper without its paper and inks, so that the page's own count; others stay. */
function unprinted(layout: Record<string, unknown>): Record<string, unknown> {
  if (!WHITE.test(String(layout["paper_bgcolor"] ?? ""))) return layout;
  const bare = (part: unknown): unknown =>
    isRecord(part)
      ? Object.fromEntries(
          Object.entries(part)
            .filter(([name]) => !INKS.includes(name))
            .map(([name, content]) => [name, bare(content)]),
        )
      : part;
  return bare(layout) as Record<string, unknown>;
}

/** Pixels of a letter in a bold title, for each of its size, and of the room beside a title. */
const LETTER = 0.6;
const BESIDE = 40;
const LARGEST_IN_PANEL = 15;
/** Below this width a title is wrapped, as Plotly itself only cuts it off. */
const NARROW = 560;
const MARKUP = /<(?!\/?(b|br)\b)/;

/** The title in lines that fit the width, and the height it takes then; null where it fits as it is. */
function wrapped(title: unknown, width: number): { title: Record<string, unknown>; top: number } | null {
  const own = isRecord(title) ? title : { text: title };
  const { text, font } = own;
  if (typeof text !== "string" || width <= 0 || width >= NARROW || MARKUP.test(text)) return null;
  const isBold = /<b>/.test(text);
  const room = Math.max(8, Math.floor((width - BESIDE) / (LARGEST_IN_PANEL * LETTER)));
  const lines: string[] = [];
  for (const word of text.replaceAll(/<\/?b>/g, "").split(/\s+|<br>/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const broken = lines.map((line) => (isBold ? `<b>${line}</b>` : line)).join("<br>");
  const size = { ...(isRecord(font) ? font : {}), size: LARGEST_IN_PANEL };
  return { title: { ...own, text: broken, font: size }, top: 64 + 20 * lines.length };
}

/** The layout in the page's colours and for its width, where the figure doesn't choose its own. */
export function themed(
  layout: Record<string, unknown>,
  dark: boolean,
  width = Number.POSITIVE_INFINITY,
): Record<string, unknown> {
  const text = dark ? "#d5dbe6" : "#2a3140";
  const grid = dark ? "#3a4356" : "#dfe4ec";
  // Figures made in Python carry plotly.py's whole template, with its white background: it is left out.
  const { template: _template, width: _width, height: _height, ...own } = dark ? unprinted(layout) : layout;
  const title = wrapped(own["title"], width);
  const margin = {
    t: own["title"] ? 56 : 24,
    r: 24,
    b: 48,
    l: 56,
    ...(isRecord(own["margin"]) ? own["margin"] : {}),
  };
  const axes = Object.keys(own).filter((name) => /^[xy]axis\d*$/.test(name));
  const axis = { gridcolor: grid, zerolinecolor: grid, linecolor: grid, automargin: true };
  return {
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    ...own,
    font: { color: text, family: "inherit", ...(isRecord(own["font"]) ? own["font"] : {}) },
    ...(title ? { title: title.title } : {}),
    margin: title ? { ...margin, t: Math.max(Number(margin.t), title.top) } : margin,
    ...Object.fromEntries(
      [...new Set(["xaxis", "yaxis", ...axes])].map((name) => {
        const chosen = own[name];
        return [name, { ...axis, ...(isRecord(chosen) ? chosen : {}) }];
      }),
    ),
    autosize: true,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
