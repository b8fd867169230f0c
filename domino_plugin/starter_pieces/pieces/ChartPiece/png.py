"""Draws a chart as a picture, with matplotlib's figure objects: no display, no global state."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from .look import GRID, INK, MUTED, PAPER, YEARS_BELOW, number
from .marks import MARKS, names_of
from .models import ChartType, InputModel
from .series import Chart

# Its first start in an environment is news to nobody.
logging.getLogger("matplotlib").setLevel(logging.WARNING)

#: Pixels of the file for each pixel asked for.
SHARPNESS = 2
WITHOUT_AXES = {ChartType.pie, ChartType.heatmap}
STYLE = {
    "font.size": 10.5,
    "text.color": INK,
    "axes.labelcolor": MUTED,
    "axes.edgecolor": MUTED,
    "axes.linewidth": 0.8,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "hatch.linewidth": 0.6,
    # A user's text is text: no mathematics between dollar signs.
    "text.parse_math": False,
}


def draw(chart: Chart, asked: InputModel, path: Path) -> None:
    """Write the chart to a PNG file."""
    with mpl.rc_context(STYLE):
        figure = Figure(
            figsize=(asked.width / 100, asked.height / 100),
            dpi=100 * SHARPNESS,
            facecolor=PAPER,
            layout="constrained",
        )
        figure.get_layout_engine().set(w_pad=0.12, h_pad=0.12)
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        MARKS[chart.kind](axes, chart, asked)
        if chart.kind not in WITHOUT_AXES:
            _finish_axes(axes, chart)
        if chart.title and chart.kind is ChartType.pie:
            figure.suptitle(chart.title, x=0.03, ha="left", fontsize=14, fontweight="bold")
        elif chart.title:
            axes.set_title(chart.title, loc="left", fontsize=14, fontweight="bold", pad=_title_space(chart))
        if chart.legend and chart.kind is not ChartType.heatmap:
            _legend(axes, chart)
        figure.savefig(path, metadata={"Title": chart.title or "Chart"})


def _title_space(chart: Chart) -> int:
    above = chart.legend and chart.kind is not ChartType.heatmap and len(names_of(chart)) <= _LEGEND_ROW
    return 30 if above else 14


#: Series up to this number are listed above the chart, more beside it.
_LEGEND_ROW = 6


def _legend(axes: Axes, chart: Chart) -> None:
    handles, names = axes.get_legend_handles_labels()
    shown = dict(zip(names, handles, strict=True))
    above = len(shown) <= _LEGEND_ROW
    place: dict[str, Any] = (
        {"loc": "lower left", "bbox_to_anchor": (-0.01, 1.0), "ncols": len(shown), "columnspacing": 1.4}
        if above
        else {"loc": "upper left", "bbox_to_anchor": (1.01, 1.0)}
    )
    legend = axes.legend(
        shown.values(),
        shown.keys(),
        title=None if above else chart.legend,
        frameon=False,
        borderaxespad=0.2,
        handlelength=1.4,
        **place,
    )
    legend.set_in_layout(True)


def _finish_axes(axes: Axes, chart: Chart) -> None:
    across = chart.kind is ChartType.horizontal_bar
    value_axis, other = (axes.xaxis, axes.yaxis) if across else (axes.yaxis, axes.xaxis)
    axes.grid(axis="x" if across else "y")
    value_axis.set_major_formatter(FuncFormatter(lambda value, _: number(round(value, 12))))
    if chart.kind is ChartType.scatter:
        axes.grid(axis="both")
    if chart.x_kind == "date":
        locator = AutoDateLocator()
        other.set_major_locator(locator)
        other.set_major_formatter(ConciseDateFormatter(locator))
    if chart.x_kind == "number":
        other.set_major_formatter(FuncFormatter(lambda value, _: _place(value)))
    (axes.set_ylabel if across else axes.set_xlabel)(chart.x_label)
    (axes.set_xlabel if across else axes.set_ylabel)(chart.y_label)
    if chart.kind is ChartType.histogram or (_is_count(chart) and not across):
        value_axis.set_major_locator(MaxNLocator(integer=True))


def _place(value: float) -> str:
    """Return a number on the horizontal axis; years are not grouped by thousands."""
    rounded = round(value, 12)
    return f"{rounded:.0f}" if float(rounded).is_integer() and abs(rounded) < YEARS_BELOW else number(rounded)


def _is_count(chart: Chart) -> bool:
    return all(
        value is None or isinstance(value, int) for one in chart.series for value in one.get("y", [0.5])
    )
