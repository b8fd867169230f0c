import { Box } from "@chakra-ui/react";
import { useQuery } from "@tanstack/react-query";
import type { PlotlyModule } from "plotly.js-basic-dist-min";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useColorMode } from "../app/colorMode";
import { Failure, Loading } from "../components/feedback";
import { type Figure, readFigure, themed } from "../model/plotly";
import { NotShown } from "./NotShown";

/** Most figures need a fifth of Plotly; the whole is for the rest, in the build that never makes code from text. */
const PARTS: Record<Figure["part"], () => Promise<{ default: PlotlyModule }>> = {
  basic: () => import("plotly.js-basic-dist-min"),
  whole: () => import("plotly.js-strict-dist-min"),
};

/** The title is laid out anew at each step of the width only, in pixels. */
const STEP = 40;

export function PlotlyView({ text, height }: { text: string; height: string }) {
  const { t } = useTranslation();
  const figure = useMemo(() => readFigure(text), [text]);
  if (typeof figure === "string") {
    return <NotShown text={t("results.unknownText")} title={t(`results.${figure}`)} />;
  }
  return <Chart figure={figure} height={height} />;
}

function Chart({ figure, height }: { figure: Figure; height: string }) {
  const place = useRef<HTMLDivElement>(null);
  const dark = useColorMode() === "dark";
  const { data: plotly, error } = useQuery({
    queryKey: ["plotly", figure.part],
    queryFn: async () => (await PARTS[figure.part]()).default,
    staleTime: Number.POSITIVE_INFINITY,
  });

  const [width, setWidth] = useState(0);

  useEffect(() => {
    const element = place.current;
    if (!element || !plotly || width === 0) return;
    void plotly.react(element, figure.data, themed(figure.layout, dark, width), { displaylogo: false });
  }, [figure, dark, plotly, width]);

  useEffect(() => {
    const element = place.current;
    if (!element || !plotly) return;
    // Plotly itself follows the window only, not a panel that is being dragged.
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === 0) return;
      if (element.classList.contains("js-plotly-plot")) void plotly.Plots.resize(element);
      setWidth(Math.ceil(element.clientWidth / STEP) * STEP);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      plotly.purge(element);
    };
  }, [plotly]);

  if (error) return <Failure error={error} />;
  return (
    <>
      {plotly ? null : <Loading rows={4} />}
      <Box
        data-testid="plotly"
        hidden={!plotly}
        maxH="100%"
        minH="16rem"
        ref={place}
        style={{ height: `min(${height}, 34rem)` }}
        width="100%"
      />
    </>
  );
}
