from __future__ import annotations

from enum import Enum
from typing import Any

from pydantic import BaseModel, Field


class ChartType(str, Enum):
    """What is drawn."""

    bar = "bar"
    horizontal_bar = "horizontal bar"
    line = "line"
    area = "area"
    scatter = "scatter"
    histogram = "histogram"
    box = "box"
    pie = "pie"
    heatmap = "heatmap"


class BarMode(str, Enum):
    """How the bars of several series stand."""

    grouped = "grouped"
    stacked = "stacked"


class OutputFormat(str, Enum):
    """What kind of file is made."""

    png = "png"
    plotly = "plotly"
    both = "both"


class InputModel(BaseModel):
    """The table and how it is drawn."""

    file_path: str = Field(
        title="File",
        description="The table: a CSV file of an upstream Piece.",
        json_schema_extra={"from_upstream": "always"},
    )
    chart_type: ChartType = Field(
        default=ChartType.bar,
        title="Chart",
        description="Kind of chart.",
        json_schema_extra={"from_upstream": "never"},
    )
    x: str | None = Field(
        default=None,
        title="X",
        description="Column of the categories (bar, box, pie, heatmap), of the horizontal axis (line, area, "
        "scatter) or of the values to count (histogram). A box chart may do without.",
    )
    y: str | None = Field(
        default=None,
        title="Y",
        description="Column of the values; in a heatmap the categories from top to bottom. Without it, bar "
        "and pie charts count rows; histograms need none.",
    )
    color: str | None = Field(
        default=None,
        title="Colour",
        description="Column whose values make series of their own, told apart by colour; in a heatmap the "
        "numbers that become colours, without it rows are counted.",
    )
    title: str | None = Field(default=None, title="Title", description="Title above the chart.")
    x_label: str | None = Field(
        default=None,
        title="X label",
        description="Label of the horizontal axis; by default the column's name.",
    )
    y_label: str | None = Field(
        default=None, title="Y label", description="Label of the vertical axis; by default the column's name."
    )
    output_format: OutputFormat = Field(
        default=OutputFormat.both,
        title="Output format",
        description="png: a picture; plotly: an interactive chart; both shows the interactive one.",
        json_schema_extra={"from_upstream": "never"},
    )
    bar_mode: BarMode = Field(
        default=BarMode.grouped,
        title="Bars",
        description="How the bars of several series stand: side by side or on top of each other.",
        json_schema_extra={"from_upstream": "never"},
    )
    bins: int | None = Field(
        default=None,
        ge=1,
        le=1000,
        title="Bins",
        description="Number of bins of a histogram; empty finds a good one.",
        json_schema_extra={"from_upstream": "never"},
    )
    width: int = Field(
        default=900,
        ge=200,
        le=4000,
        title="Width",
        description="Width in pixels; the picture has twice as many, for sharp screens.",
        json_schema_extra={"from_upstream": "never"},
    )
    height: int = Field(
        default=520,
        ge=200,
        le=4000,
        title="Height",
        description="Height in pixels; the picture has twice as many, for sharp screens.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """The chart and what it shows."""

    png_path: str | None = Field(title="Picture", description="The chart as a PNG file, if asked for.")
    plotly_path: str | None = Field(title="Plotly", description="The chart as Plotly JSON, if asked for.")
    data: list[dict[str, Any]] = Field(
        title="Data",
        description="The values drawn, an object per series. Bar, line, area, scatter: name, x, y. "
        "Histogram: name, bin_edges, counts. Box: name, category, count, low, q1, median, q3, high, "
        "outliers. Pie: name, value, share. Heatmap: name (y), x, values. Empty above 5000 points.",
    )
    point_count: int = Field(title="Points", description="Number of values drawn.")
    omitted_count: int = Field(
        title="Rows left out", description="Rows not drawn because a value was missing in them."
    )
