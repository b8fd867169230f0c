"""What stands for the values of a chart, one way for each of its kinds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import LinearSegmentedColormap

from .look import (
    GRID,
    INK,
    LABELLED_BARS,
    MARKERS,
    MUTED,
    PAPER,
    SHADES,
    colour,
    labelled_cells,
    number,
    round_of,
)
from .models import BarMode, ChartType, InputModel
from .series import Chart

HATCHES = ("", "///", "...")
LINE_STYLES = ("-", "--", ":")
#: Letters of category names that fit on a line below the chart.
LINE_OF_NAMES = 90
#: Places of a heatmap that have their name beside them at most.
NAMED_PLACES = 32
#: Above this, points are drawn smaller and see-through.
MANY_POINTS = 500


def names_of(chart: Chart) -> list[str]:
    """Return the names of the series, each once."""
    return list(dict.fromkeys(one["name"] for one in chart.series))


def _name_categories(axes: Axes, chart: Chart, *, across: bool = False) -> None:
    places, names = range(len(chart.categories)), [_short(name) for name in chart.categories]
    if across:
        axes.set_yticks(places, names)
        axes.tick_params(axis="y", length=0)
        axes.invert_yaxis()
        return
    crowded = sum(len(name) for name in names) > LINE_OF_NAMES
    axes.set_xticks(places, names, rotation=40 if crowded else 0, ha="right" if crowded else "center")
    axes.tick_params(axis="x", length=0)


def _short(name: str, length: int = 28) -> str:
    return name if len(name) <= length else f"{name[: length - 1]}…"


def _bars(axes: Axes, chart: Chart, asked: InputModel) -> None:
    across = chart.kind is ChartType.horizontal_bar
    stacked = asked.bar_mode is BarMode.stacked
    places = np.arange(len(chart.categories))
    width = 0.76 if stacked or len(chart.series) == 1 else 0.8 / len(chart.series)
    above, below = np.zeros(len(places)), np.zeros(len(places))
    for index, one in enumerate(chart.series):
        values = np.array([value or 0 for value in one["y"]], dtype=float)
        start = np.where(values >= 0, above, below) if stacked else np.zeros(len(places))
        shift = 0 if stacked else (index - (len(chart.series) - 1) / 2) * width
        style = {
            "label": one["name"],
            "color": colour(index),
            "hatch": HATCHES[round_of(index) % len(HATCHES)],
            "edgecolor": PAPER,
            "linewidth": 0.8,
        }
        size = width if stacked or len(chart.series) == 1 else width * 0.94
        bars = (
            axes.barh(places + shift, values, height=size, left=start, **style)
            if across
            else axes.bar(places + shift, values, width=size, bottom=start, **style)
        )
        if len(chart.categories) * len(chart.series) <= LABELLED_BARS and not stacked:
            texts = [number(value) for value in one["y"]]
            axes.bar_label(bars, texts, padding=3, fontsize=9.5, color=INK)
        if stacked:
            above, below = above + values.clip(min=0), below + values.clip(max=0)
        else:
            above, below = np.maximum(above, values), np.minimum(below, values)
    _name_categories(axes, chart, across=across)
    highest, lowest = above.max(), below.min()
    room = (highest - lowest) * 0.09 or 1
    limits = (lowest - room if lowest < 0 else 0, highest + room if highest > 0 or lowest == 0 else 0)
    (axes.set_xlim if across else axes.set_ylim)(limits)
    if lowest < 0:
        (axes.axvline if across else axes.axhline)(0, color=MUTED, linewidth=0.8)


def _horizontal(chart: Chart, one: dict[str, Any]) -> Any:
    if chart.x_kind == "date":
        return pd.to_datetime(pd.Series(one["x"]), format="ISO8601", utc=True).dt.tz_localize(None)
    if chart.x_kind == "category":
        return [chart.categories.index(name) for name in one["x"]]
    return one["x"]


def _lines(axes: Axes, chart: Chart, _asked: InputModel) -> None:
    few = chart.points <= 40 * max(1, len(chart.series))
    for index, one in enumerate(chart.series):
        places = _horizontal(chart, one)
        axes.plot(
            places,
            one["y"],
            label=one["name"],
            color=colour(index),
            linestyle=LINE_STYLES[round_of(index) % len(LINE_STYLES)],
            linewidth=2,
            marker=MARKERS[index % len(MARKERS)][0] if few else None,
            markersize=5,
            solid_joinstyle="round",
        )
        if chart.kind is ChartType.area:
            axes.fill_between(places, one["y"], color=colour(index), alpha=0.22, linewidth=0)
    if chart.kind is ChartType.area:
        axes.set_ylim(bottom=min(0, axes.get_ylim()[0]))
    if chart.x_kind == "category":
        _name_categories(axes, chart)


def _scatter(axes: Axes, chart: Chart, _asked: InputModel) -> None:
    many = chart.points > MANY_POINTS
    for index, one in enumerate(chart.series):
        axes.scatter(
            _horizontal(chart, one),
            one["y"],
            label=one["name"],
            color=colour(index),
            marker=MARKERS[index % len(MARKERS)][0],
            s=14 if many else 34,
            alpha=0.55 if many else 0.8,
            edgecolors=PAPER,
            linewidths=0.3 if many else 0.6,
        )
    if chart.x_kind == "category":
        _name_categories(axes, chart)


def _histogram(axes: Axes, chart: Chart, _asked: InputModel) -> None:
    several = len(chart.series) > 1
    for index, one in enumerate(chart.series):
        edges, counts = np.array(one["bin_edges"]), one["counts"]
        axes.bar(
            edges[:-1],
            counts,
            width=np.diff(edges),
            align="edge",
            label=one["name"],
            color=colour(index),
            alpha=0.45 if several else 1,
            edgecolor=PAPER,
            linewidth=0.8,
        )
        if several:
            axes.stairs(counts, edges, color=colour(index), linewidth=1.8)
    axes.margins(x=0.02)


def _boxes(axes: Axes, chart: Chart, _asked: InputModel) -> None:
    names = names_of(chart)
    step = 0.8 / len(names)
    for one in chart.series:
        index = names.index(one["name"])
        place = chart.categories.index(one["category"]) + (index - (len(names) - 1) / 2) * step
        parts = axes.bxp(
            [
                {
                    "med": one["median"],
                    "q1": one["q1"],
                    "q3": one["q3"],
                    "whislo": one["low"],
                    "whishi": one["high"],
                    "fliers": one["outliers"],
                }
            ],
            positions=[place],
            widths=min(0.5, step * 0.78),
            patch_artist=True,
            manage_ticks=False,
            boxprops={"facecolor": colour(index) + "55", "edgecolor": colour(index), "linewidth": 1.5},
            medianprops={"color": INK, "linewidth": 2},
            whiskerprops={"color": colour(index), "linewidth": 1.5},
            capprops={"color": colour(index), "linewidth": 1.5},
            flierprops={
                "marker": "o",
                "markersize": 4.5,
                "markerfacecolor": colour(index) + "AA",
                "markeredgecolor": PAPER,
                "markeredgewidth": 0.5,
            },
        )
        parts["boxes"][0].set_label(one["name"])
    _name_categories(axes, chart)
    axes.set_xlim(-0.6, len(chart.categories) - 0.4)


def _pie(axes: Axes, chart: Chart, _asked: InputModel) -> None:
    wedges, *_ = axes.pie(
        [one["value"] for one in chart.series],
        colors=[colour(index) for index in range(len(chart.series))],
        startangle=90,
        counterclock=False,
        radius=1,
        wedgeprops={"edgecolor": PAPER, "linewidth": 2, "width": 0.55},
    )
    for index, wedge in enumerate(wedges):
        wedge.set_hatch(HATCHES[round_of(index) % len(HATCHES)])
    texts = [f"{_short(one['name'])}   {number(one['value'])}  ({one['share']:.1%})" for one in chart.series]
    axes.legend(wedges, texts, frameon=False, loc="center left", bbox_to_anchor=(1.02, 0.5), fontsize=11)
    axes.set_aspect("equal")


def _heatmap(axes: Axes, chart: Chart, _asked: InputModel) -> None:
    values = np.array([one["values"] for one in chart.series], dtype=float)
    shades = LinearSegmentedColormap.from_list("shades", SHADES)
    picture = axes.pcolormesh(np.ma.masked_invalid(values), cmap=shades, edgecolors=PAPER, linewidth=0.8)
    axes.invert_yaxis()
    axes.set_facecolor(GRID)
    names = [_short(one["name"]) for one in chart.series]
    _name_places(axes.xaxis, [_short(name) for name in chart.categories])
    _name_places(axes.yaxis, names)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlabel(chart.x_label)
    axes.set_ylabel(chart.y_label)
    bar = axes.figure.colorbar(picture, ax=axes, pad=0.02, aspect=30)
    bar.outline.set_visible(False)
    bar.set_label(chart.legend or "", color=MUTED)
    if labelled_cells(chart.series):
        for (row, column), value in np.ndenumerate(values):
            dark = picture.norm(value) > 0.5 if np.isfinite(value) else False  # noqa: PLR2004 (half way)
            axes.text(
                column + 0.5,
                row + 0.5,
                "" if np.isnan(value) else number(value),
                ha="center",
                va="center",
                fontsize=9,
                color=PAPER if dark else INK,
            )


def _name_places(axis: Axis, names: list[str]) -> None:
    """Name the cells of a heatmap; of many, some."""
    step = -(-len(names) // NAMED_PLACES)
    places = range(0, len(names), step)
    axis.set_ticks([place + 0.5 for place in places], [names[place] for place in places])
    if axis.axis_name == "x" and sum(len(names[place]) for place in places) > LINE_OF_NAMES:
        for label in axis.get_ticklabels():
            label.set(rotation=40, ha="right")


#: Draws the values onto the axes.
MARKS: dict[ChartType, Callable[[Axes, Chart, InputModel], None]] = {
    ChartType.bar: _bars,
    ChartType.horizontal_bar: _bars,
    ChartType.line: _lines,
    ChartType.area: _lines,
    ChartType.scatter: _scatter,
    ChartType.histogram: _histogram,
    ChartType.box: _boxes,
    ChartType.pie: _pie,
    ChartType.heatmap: _heatmap,
}
