"""How charts look, in both drawings alike: colours for all eyes, quiet axes, numbers as people write them."""

from __future__ import annotations

import math
from typing import Any

#: The colours of Okabe and Ito, told apart with all common kinds of colour blindness; light ones come last.
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#8C8C8C", "#F0E442")
#: From few to many, told apart by lightness alone as well.
SHADES = ("#F1F6FB", "#BBD6EA", "#73ACD2", "#2F7EB8", "#0B4F8A", "#08284F")
#: Series are told apart by more than colour.
MARKERS = (
    ("o", "circle"),
    ("s", "square"),
    ("^", "triangle-up"),
    ("D", "diamond"),
    ("v", "triangle-down"),
    ("P", "cross"),
    ("X", "x"),
    ("*", "star"),
)
DASHES = ("solid", "dash", "dot")
INK = "#22272E"
MUTED = "#5B6570"
GRID = "#E4E7EB"
PAPER = "#FFFFFF"
#: Numbers smaller or larger than this are written with an exponent.
WRITTEN_OUT = (1e-3, 1e12)
#: Whole places on an axis below this are likely years and not grouped by thousands.
YEARS_BELOW = 10_000
#: Up to this many bars have their value written on them.
LABELLED_BARS = 16
#: Up to this many cells of a heatmap, and columns of it, have their value written in them.
LABELLED_CELLS, LABELLED_COLUMNS = 120, 14


def colour(index: int) -> str:
    """Return the colour of a series."""
    return PALETTE[index % len(PALETTE)]


def round_of(index: int) -> int:
    """Return how often the palette has been used up before this series."""
    return index // len(PALETTE)


def number(value: float | None) -> str:
    """Return a number for people: whole ones as they are, others to 3 digits, thousands grouped."""
    if value is None:
        return ""
    size = abs(value)
    if float(value).is_integer() and size < WRITTEN_OUT[1]:
        return f"{value:,.0f}"
    if not WRITTEN_OUT[0] <= size < WRITTEN_OUT[1]:
        return f"{value:.3g}"
    decimals = max(0, 2 - math.floor(math.log10(size)))
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if decimals else text


def steps(count: int) -> list[float]:
    """Return as many places at equal distances from 0 to 1."""
    return [index / (count - 1) for index in range(count)]


def labelled_cells(series: list[dict[str, Any]]) -> bool:
    """Tell whether the cells of a heatmap have room for their values."""
    columns = len(series[0]["values"])
    return columns <= LABELLED_COLUMNS and columns * len(series) <= LABELLED_CELLS
