"""Draws a chart as Plotly JSON, with plain lists as values: any version of plotly.js shows it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from .look import (
    DASHES,
    GRID,
    INK,
    LABELLED_BARS,
    MARKERS,
    MUTED,
    PAPER,
    SHADES,
    YEARS_BELOW,
    colour,
    labelled_cells,
    number,
    round_of,
    steps,
)
from .models import BarMode, ChartType, InputModel
from .series import Chart

PATTERNS = ("", "/", ".")
FONT = "Inter, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
#: Above this, points are drawn smaller and by WebGL.
MANY_POINTS = 500


def draw(chart: Chart, asked: InputModel, path: Path) -> None:
    """Write the chart to a file of Plotly JSON."""
    figure = go.Figure(data=_TRACES[chart.kind](chart, asked), layout=_layout(chart, asked))
    path.write_text(figure.to_json(), encoding="utf-8")


def _layout(chart: Chart, asked: InputModel) -> dict[str, Any]:
    across = chart.kind is ChartType.horizontal_bar
    x_axis, y_axis = _axis(chart.x_label), _axis(chart.y_label) | {"tickformat": ","}
    if chart.x_kind == "category":
        x_axis |= {"type": "category", "categoryorder": "array", "categoryarray": chart.categories}
        x_axis |= {"showgrid": False}
    elif chart.x_kind == "date":
        x_axis |= {"type": "date", "showgrid": False}
    else:
        x_axis |= {"showgrid": chart.kind is ChartType.scatter}
        x_axis |= {"tickformat": "d" if _whole(chart) else ","}
    if chart.kind is ChartType.heatmap:
        y_axis = _axis(chart.y_label) | {"type": "category", "autorange": "reversed", "showgrid": False}
    if across:
        x_axis, y_axis = y_axis, {**x_axis, "autorange": "reversed"}
    # No template: it would be thousands of characters of defaults in every chart.
    return {
        "template": "none",
        "title": {"text": _title(chart), "x": 0.02, "xanchor": "left", "font": {"size": 19}},
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "colorway": [colour(index) for index in range(8)],
        "height": asked.height,
        "autosize": True,
        "margin": {"l": 70, "r": 24, "t": 90 if chart.title or chart.legend else 30, "b": 60},
        "showlegend": _has_legend(chart),
        "legend": _legend(chart),
        "hovermode": "x unified" if chart.kind in {ChartType.line, ChartType.area} else "closest",
        "barmode": _bar_mode(chart, asked),
        "bargroupgap": 0 if chart.kind is ChartType.histogram else 0.06,
        "bargap": 0 if chart.kind is ChartType.histogram else 0.24,
        "boxmode": "group",
        "xaxis": x_axis,
        "yaxis": y_axis,
    }


def _title(chart: Chart) -> str:
    return f"<b>{_escaped(chart.title)}</b>" if chart.title else ""


def _has_legend(chart: Chart) -> bool:
    if chart.kind is ChartType.heatmap:
        return False
    return chart.legend is not None or chart.kind is ChartType.pie


def _legend(chart: Chart) -> dict[str, Any]:
    if chart.kind is ChartType.pie:
        return {}
    return {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "title": {"text": ""}}


def _bar_mode(chart: Chart, asked: InputModel) -> str:
    if chart.kind is ChartType.histogram:
        return "overlay"
    return "relative" if asked.bar_mode is BarMode.stacked else "group"


def _axis(label: str) -> dict[str, Any]:
    return {
        "title": {"text": _escaped(label), "font": {"color": MUTED}, "standoff": 14},
        "gridcolor": GRID,
        "zerolinecolor": MUTED,
        "zerolinewidth": 1,
        "automargin": True,
        "showline": False,
        "ticks": "",
    }


def _whole(chart: Chart) -> bool:
    """Tell whether all places are whole numbers of at most four digits, such as years."""
    places = [place for one in chart.series for place in one.get("x", [])]
    return bool(places) and all(isinstance(place, int) and abs(place) < YEARS_BELOW for place in places)


def _escaped(text: str) -> str:
    """Return text that Plotly shows as it is, though it reads its texts as HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _bars(chart: Chart, asked: InputModel) -> list[go.Bar]:
    across = chart.kind is ChartType.horizontal_bar
    few = len(chart.categories) * len(chart.series) <= LABELLED_BARS
    labelled = few and asked.bar_mode is not BarMode.stacked
    traces = []
    for index, one in enumerate(chart.series):
        places, values = ("y", "x") if across else ("x", "y")
        traces.append(
            go.Bar(
                **{places: one["x"], values: one["y"]},
                name=_escaped(one["name"]),
                orientation="h" if across else "v",
                marker=_fill(index),
                text=[number(value) for value in one["y"]] if labelled else None,
                textposition="outside" if labelled else None,
                cliponaxis=False,
            )
        )
    return traces


def _fill(index: int) -> dict[str, Any]:
    return {"color": colour(index), "pattern": {"shape": PATTERNS[round_of(index) % len(PATTERNS)]}}


def _lines(chart: Chart, _asked: InputModel) -> list[go.Scatter]:
    few = chart.points <= 40 * max(1, len(chart.series))
    return [
        go.Scatter(
            x=one["x"],
            y=one["y"],
            name=_escaped(one["name"]),
            mode="lines+markers" if few else "lines",
            line={"color": colour(index), "width": 2.5, "dash": DASHES[round_of(index) % len(DASHES)]},
            marker={"symbol": MARKERS[index % len(MARKERS)][1], "size": 7},
            fill="tozeroy" if chart.kind is ChartType.area else None,
            fillcolor=_see_through(colour(index)) if chart.kind is ChartType.area else None,
        )
        for index, one in enumerate(chart.series)
    ]


def _see_through(hexadecimal: str, alpha: float = 0.22) -> str:
    red, green, blue = (int(hexadecimal[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha})"


def _scatter(chart: Chart, _asked: InputModel) -> list[Any]:
    many = chart.points > MANY_POINTS
    trace = go.Scattergl if many else go.Scatter
    return [
        trace(
            x=one["x"],
            y=one["y"],
            name=_escaped(one["name"]),
            mode="markers",
            marker={
                "color": colour(index),
                "symbol": MARKERS[index % len(MARKERS)][1],
                "size": 5 if many else 8,
                "opacity": 0.55 if many else 0.8,
                "line": {"color": PAPER, "width": 0.5},
            },
        )
        for index, one in enumerate(chart.series)
    ]


def _histogram(chart: Chart, _asked: InputModel) -> list[go.Bar]:
    several = len(chart.series) > 1
    traces = []
    for index, one in enumerate(chart.series):
        edges = one["bin_edges"]
        pairs = list(itertools.pairwise(edges))
        traces.append(
            go.Bar(
                x=[(low + high) / 2 for low, high in pairs],
                y=one["counts"],
                width=[high - low for low, high in pairs],
                name=_escaped(one["name"]),
                marker={
                    "color": colour(index),
                    "opacity": 0.5 if several else 1,
                    "line": {"color": colour(index) if several else PAPER, "width": 1},
                },
                customdata=[[number(low), number(high)] for low, high in pairs],
                hovertemplate="%{customdata[0]} to %{customdata[1]}: %{y}",
            )
        )
    return traces


def _boxes(chart: Chart, _asked: InputModel) -> list[go.Box]:
    names = list(dict.fromkeys(one["name"] for one in chart.series))
    traces = []
    for index, name in enumerate(names):
        boxes = [one for one in chart.series if one["name"] == name]
        traces.append(
            go.Box(
                x=[one["category"] for one in boxes],
                q1=[one["q1"] for one in boxes],
                median=[one["median"] for one in boxes],
                q3=[one["q3"] for one in boxes],
                lowerfence=[one["low"] for one in boxes],
                upperfence=[one["high"] for one in boxes],
                # Plotly hides a trace in which a box has no point at all.
                y=[one["outliers"] or [None] for one in boxes],
                orientation="v",
                boxpoints="outliers",
                name=_escaped(name),
                marker={"color": colour(index), "size": 5},
                line={"width": 2},
                fillcolor=_see_through(colour(index), 0.33),
                offsetgroup=str(index),
            )
        )
    return traces


def _pie(chart: Chart, _asked: InputModel) -> list[go.Pie]:
    return [
        go.Pie(
            labels=[_escaped(one["name"]) for one in chart.series],
            values=[one["value"] for one in chart.series],
            hole=0.45,
            sort=False,
            direction="clockwise",
            textinfo="percent",
            marker={
                "colors": [colour(index) for index in range(len(chart.series))],
                "line": {"color": PAPER, "width": 2},
                "pattern": {
                    "shape": [PATTERNS[round_of(index) % len(PATTERNS)] for index in range(len(chart.series))]
                },
            },
        )
    ]


def _heatmap(chart: Chart, _asked: InputModel) -> list[go.Heatmap]:
    return [
        go.Heatmap(
            x=chart.categories,
            y=[one["name"] for one in chart.series],
            z=[one["values"] for one in chart.series],
            text=[[number(value) for value in one["values"]] for one in chart.series],
            texttemplate="%{text}" if labelled_cells(chart.series) else None,
            hovertemplate="%{y}, %{x}: %{text}<extra></extra>",
            hoverongaps=False,
            colorscale=[[place, shade] for place, shade in zip(steps(len(SHADES)), SHADES, strict=True)],
            colorbar={"title": {"text": _escaped(chart.legend or "")}, "outlinewidth": 0, "thickness": 16},
            xgap=1,
            ygap=1,
        )
    ]


_TRACES: dict[ChartType, Callable[[Chart, InputModel], list[Any]]] = {
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
