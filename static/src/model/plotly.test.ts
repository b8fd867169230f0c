import { expect, test } from "vitest";
import { readFigure, themed } from "./plotly";

const figure = { data: [{ type: "bar", y: [1] }], layout: { title: { text: "T" } } };

test("a figure is read from JSON, and from JSON in a string", () => {
  expect(readFigure(JSON.stringify(figure))).toEqual({ ...figure, part: "basic" });
  expect(readFigure(JSON.stringify(JSON.stringify(figure)))).toEqual({ ...figure, part: "basic" });
});

test("what is no figure gives a reason", () => {
  expect(readFigure("{")).toBe("notPlotly");
  expect(readFigure("[1]")).toBe("plotlyNoData");
  expect(readFigure('{"data": [{"type": "scattermapbox"}]}')).toBe("plotlyMap");
});

test("what the small part of Plotly doesn't draw needs the whole", () => {
  const part = (...types: string[]) => readFigure(JSON.stringify({ data: types.map((type) => ({ type })) }));
  expect(part("bar", "pie")).toMatchObject({ part: "basic" });
  expect(part("bar", "heatmap")).toMatchObject({ part: "whole" });
  expect(part("surface")).toMatchObject({ part: "whole" });
});

test("a long title is wrapped where the chart is narrow, and has the room for it", () => {
  const own = {
    title: { text: "<b>Body mass of penguins by species</b>", font: { size: 19 } },
    margin: { t: 70 },
  };
  const narrow = themed(own, false, 320);
  expect(narrow["title"]).toEqual({
    text: "<b>Body mass of penguins by</b><br><b>species</b>",
    font: { size: 15 },
  });
  expect(narrow["margin"]).toMatchObject({ t: 104, l: 56 });
  expect(themed(own, false, 900)["title"]).toBe(own.title);
  expect(themed({ title: { text: "<i>a</i> b" } }, false, 100)["title"]).toEqual({ text: "<i>a</i> b" });
});

test("a figure made for white paper is read on dark paper as well", () => {
  const own = {
    paper_bgcolor: "#FFFFFF",
    font: { color: "#222", size: 13 },
    xaxis: { gridcolor: "#eee", title: { text: "X", font: { color: "#555" } } },
  };
  const dark = themed(own, true);
  expect(dark["paper_bgcolor"]).toBe("rgba(0,0,0,0)");
  expect(dark["font"]).toEqual({ color: "#d5dbe6", family: "inherit", size: 13 });
  expect(dark["xaxis"]).toMatchObject({ gridcolor: "#3a4356", title: { text: "X", font: {} } });
  expect(themed(own, false)["paper_bgcolor"]).toBe("#FFFFFF");
});

test("the page's colours give way to the figure's own, its template and fixed size are left out", () => {
  const own = {
    template: { layout: {} },
    width: 9,
    height: 9,
    paper_bgcolor: "red",
    xaxis: { gridcolor: "blue" },
  };
  const layout = themed(own, true);
  expect(layout["paper_bgcolor"]).toBe("red");
  expect(layout["xaxis"]).toMatchObject({ gridcolor: "blue", automargin: true });
  expect(layout["yaxis"]).toMatchObject({ automargin: true });
  expect(Object.keys(layout)).not.toEqual(expect.arrayContaining(["template"]));
  expect("width" in layout || "height" in layout).toBe(false);
});
