"""What a chart shows: the values of a table, as series; both drawings are made of nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from starter_files import TableError
from starter_tables import is_numeric, plain, require_columns, typed

from .models import ChartType, InputModel

#: More series than this can't be told apart.
MAX_SERIES = 24
MAX_CATEGORIES = 200
MAX_CELLS = 20_000
BARS = {ChartType.bar, ChartType.horizontal_bar}
LINES = {ChartType.line, ChartType.area, ChartType.scatter}
ROWS = "rows"
#: Whiskers reach to the last value within 1.5 interquartile ranges of the box (Tukey).
WHISKER = 1.5


@dataclass
class Chart:
    """A chart, ready to be drawn.

    `series` holds an object per series, box or slice with its values, as the Piece returns them.
    `x_kind` is ``number``, ``date`` or ``category``; `omitted` counts rows with a value missing.
    """

    kind: ChartType
    series: list[dict[str, Any]]
    x_kind: str
    title: str
    x_label: str
    y_label: str
    legend: str | None
    omitted: int = 0
    categories: list[str] = field(default_factory=list)

    @property
    def points(self) -> int:
        """Number of values drawn."""
        if self.kind is ChartType.histogram:
            return sum(sum(one["counts"]) for one in self.series)
        if self.kind is ChartType.box:
            return sum(one["count"] for one in self.series)
        if self.kind is ChartType.pie:
            return len(self.series)
        if self.kind is ChartType.heatmap:
            return sum(value is not None for one in self.series for value in one["values"])
        return sum(value is not None for one in self.series for value in one["y"])


def build(table: pd.DataFrame, asked: InputModel) -> Chart:
    """Work out what the chart shows.

    Args:
        table: the table, its cells as texts.
        asked: the inputs of the Piece.

    Raises:
        TableError: the table has no such columns, or they don't fit this kind of chart.
    """
    _check_inputs(table, asked)
    used = list(dict.fromkeys(name for name in (asked.x, asked.y, asked.color) if name))
    numbers = asked.y
    needed = list(dict.fromkeys(name for name in (asked.x, asked.y) if name))
    if asked.chart_type is ChartType.heatmap:
        numbers, needed = asked.color, used
    rows = table[used].dropna(subset=needed)
    if rows.empty:
        raise TableError(f"There is nothing to draw: no row has a value in {' and '.join(needed)}.")
    frame = pd.DataFrame({name: typed(rows[name]) for name in used})
    if numbers and not is_numeric(frame[numbers]):
        field = "y" if numbers == asked.y else "color"
        raise TableError(
            f"{field}: column {numbers!r} holds text such as {rows[numbers].iloc[0]!r}; "
            "values to draw are numbers."
        )
    makers = {
        ChartType.histogram: _histogram,
        ChartType.box: _boxes,
        ChartType.pie: _slices,
        ChartType.heatmap: _grid,
    }
    maker = makers.get(asked.chart_type, _bars if asked.chart_type in BARS else _points)
    chart = maker(frame, rows, asked)
    chart.omitted = len(table) - len(rows)
    return chart


def _check_inputs(table: pd.DataFrame, asked: InputModel) -> None:
    kind = asked.chart_type
    if not asked.x and kind is not ChartType.box:
        raise TableError(f"x is empty: a {kind.value} chart needs a column here.")
    if not asked.y and kind in LINES | {ChartType.box}:
        raise TableError(f"y is empty: a {kind.value} chart needs a column of numbers here.")
    if not asked.y and kind is ChartType.heatmap:
        raise TableError("y is empty: a heatmap chart needs a column here, whose values stand at its side.")
    if asked.color and kind is ChartType.pie:
        raise TableError("color: a pie chart has one series; its slices come from x.")
    pairs = [("x", asked.x), ("y", asked.y), ("color", asked.color)]
    require_columns(table, [(name, column) for name, column in pairs if column])


def _chart(asked: InputModel, series: list[dict[str, Any]], **values: Any) -> Chart:
    found = {"x_kind": "category", "x_label": _label(asked.x), "y_label": _label(asked.y), **values}
    found["x_label"] = asked.x_label or found["x_label"]
    found["y_label"] = asked.y_label or found["y_label"]
    legend = _label(asked.color) if asked.color and asked.chart_type is not ChartType.pie else None
    return Chart(asked.chart_type, series, title=asked.title or "", legend=legend, **found)


def _label(column: str | None) -> str:
    text = (column or "").replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def _groups(frame: pd.DataFrame, rows: pd.DataFrame, asked: InputModel) -> list[tuple[str, pd.DataFrame]]:
    """Return the rows of each series, in the order in which the series appear."""
    if not asked.color:
        return [(_label(asked.y or asked.x), frame)]
    names = rows[asked.color].fillna("(missing)")
    distinct = list(dict.fromkeys(names))
    if len(distinct) > MAX_SERIES:
        raise TableError(
            f"color: column {asked.color!r} has {len(distinct)} different values; at most {MAX_SERIES} can "
            "be told apart. Choose another column or filter the rows."
        )
    return [(name, frame[names == name]) for name in distinct]


def _categories(texts: pd.Series, column: str) -> list[str]:
    categories = list(dict.fromkeys(texts))
    if len(categories) > MAX_CATEGORIES:
        raise TableError(
            f"x: column {column!r} has {len(categories)} different values, too many for this chart (at most "
            f"{MAX_CATEGORIES}). Aggregate or filter the rows, or draw a line or a histogram."
        )
    return categories


def _bars(frame: pd.DataFrame, rows: pd.DataFrame, asked: InputModel) -> Chart:
    categories = _categories(rows[asked.x], asked.x)
    series = []
    for name, group in _groups(frame, rows, asked):
        texts = rows[asked.x].loc[group.index]
        if asked.y:
            _check_unique(texts, name, asked)
            values = dict(zip(texts, map(plain, group[asked.y]), strict=True))
        else:
            values = {key: int(count) for key, count in texts.value_counts().items()}
        series.append({"name": name, "x": categories, "y": [values.get(key) for key in categories]})
    y_label = _label(asked.y or ROWS)
    return _chart(asked, series, categories=categories, y_label=y_label)


def _check_unique(texts: pd.Series, name: str, asked: InputModel) -> None:
    doubled = texts[texts.duplicated()]
    if doubled.empty:
        return
    where = f" in the series {name!r}" if asked.color else ""
    raise TableError(
        f"x: {doubled.iloc[0]!r} stands in several rows{where}, but has one place in the chart. Put an "
        "Aggregate Piece before, with one row for each value of x"
        f"{' and color' if asked.color else ', or choose a column for color'}."
    )


def _axis(frame: pd.DataFrame, rows: pd.DataFrame, column: str) -> tuple[str, pd.Series]:
    """Return the kind of a horizontal axis and the places on it, as JSON knows them."""
    cells, texts = frame[column], rows[column]
    if is_numeric(cells) and cells.dtype != "boolean":
        return "number", cells
    if texts.str.match(r"[0-9]{4}-[0-9]{2}").all():
        moments = pd.to_datetime(texts, format="ISO8601", errors="coerce", utc=True)
        if moments.notna().all():
            return "date", texts
    return "category", texts


def _points(frame: pd.DataFrame, rows: pd.DataFrame, asked: InputModel) -> Chart:
    x_kind, places = _axis(frame, rows, asked.x)
    series = []
    for name, group in _groups(frame, rows, asked):
        pairs = list(zip(map(plain, places.loc[group.index]), map(plain, group[asked.y]), strict=True))
        if x_kind != "category" and asked.chart_type is not ChartType.scatter:
            pairs.sort(key=lambda pair: pair[0])
        series.append({"name": name, "x": [x for x, _ in pairs], "y": [y for _, y in pairs]})
    categories = _categories(places, asked.x) if x_kind == "category" else []
    return _chart(asked, series, x_kind=x_kind, categories=categories)


def _histogram(frame: pd.DataFrame, rows: pd.DataFrame, asked: InputModel) -> Chart:
    values = frame[asked.x]
    if not is_numeric(values) or values.dtype == "boolean":
        raise TableError(
            f"x: a histogram counts numbers, but column {asked.x!r} holds {rows[asked.x].iloc[0]!r}. "
            "For categories draw a bar chart without y."
        )
    numbers = values.astype("float64").to_numpy()
    edges = np.histogram_bin_edges(numbers, bins=asked.bins or _bin_count(numbers))
    series = []
    for name, group in _groups(frame, rows, asked):
        counts, _ = np.histogram(group[asked.x].astype("float64").to_numpy(), bins=edges)
        series.append({"name": name, "bin_edges": edges.tolist(), "counts": counts.tolist()})
    return _chart(asked, series, x_kind="number", y_label="Rows")


def _bin_count(numbers: np.ndarray) -> int:
    """Return numpy's choice of bins, bounded: an outlier may ask for millions."""
    spread = np.percentile(numbers, 75) - np.percentile(numbers, 25)
    width = 2 * spread / len(numbers) ** (1 / 3)
    by_spread = np.ptp(numbers) / width if width else 0
    by_count = np.log2(len(numbers)) + 1
    return int(min(max(np.ceil(max(by_spread, by_count)), 1), 60))


def _boxes(frame: pd.DataFrame, rows: pd.DataFrame, asked: InputModel) -> Chart:
    categories = _categories(rows[asked.x], asked.x) if asked.x else [""]
    series = []
    for name, group in _groups(frame, rows, asked):
        texts = rows[asked.x].loc[group.index] if asked.x else pd.Series("", index=group.index)
        for category in categories:
            values = np.sort(group.loc[texts == category, asked.y].astype("float64").to_numpy())
            if len(values):
                series.append({"name": name, "category": category, **_five_numbers(values)})
    return _chart(asked, series, categories=categories)


def _five_numbers(values: np.ndarray) -> dict[str, Any]:
    q1, median, q3 = (float(quartile) for quartile in np.percentile(values, [25, 50, 75]))
    reach = WHISKER * (q3 - q1)
    inside = values[(values >= q1 - reach) & (values <= q3 + reach)]
    outside = values[(values < q1 - reach) | (values > q3 + reach)]
    return {
        "count": len(values),
        # Of few values, the nearest to a quartile may lie within the box.
        "low": min(float(inside.min()), q1),
        "q1": q1,
        "median": median,
        "q3": q3,
        "high": max(float(inside.max()), q3),
        "outliers": outside.tolist(),
    }


def _slices(frame: pd.DataFrame, rows: pd.DataFrame, asked: InputModel) -> Chart:
    texts = rows[asked.x]
    if asked.y:
        _check_unique(texts, "", asked)
        values = dict(zip(texts, map(plain, frame[asked.y]), strict=True))
        negative = next((name for name, value in values.items() if value < 0), None)
        if negative is not None:
            raise TableError(f"y: {negative!r} has the value {values[negative]}; a slice can't be negative.")
    else:
        values = {name: int(count) for name, count in texts.value_counts(sort=False).items()}
    if len(values) > MAX_SERIES:
        raise TableError(f"x: {len(values)} slices are too many (at most {MAX_SERIES}); draw a bar chart.")
    total = sum(values.values())
    if not total:
        raise TableError(f"y: the values of {asked.y!r} add up to zero; there is nothing to share out.")
    series = [{"name": name, "value": value, "share": value / total} for name, value in values.items()]
    return _chart(asked, series, categories=list(values), y_label=_label(asked.y or ROWS))


def _grid(frame: pd.DataFrame, rows: pd.DataFrame, asked: InputModel) -> Chart:
    """A series per value of y, from top to bottom, with a number or None per value of x."""
    across, down = _places(frame, rows, asked.x), _places(frame, rows, asked.y)
    if len(across) * len(down) > MAX_CELLS:
        raise TableError(
            f"x, y: a heatmap of {len(across)} x {len(down)} cells is too fine (at most {MAX_CELLS:,}). "
            "Aggregate or filter the rows."
        )
    keys = list(zip(rows[asked.y], rows[asked.x], strict=True))
    if asked.color:
        doubled = pd.Series(keys)[pd.Series(keys).duplicated()]
        if len(doubled):
            y, x = doubled.iloc[0]
            raise TableError(
                f"x, y: {asked.x} {x!r} with {asked.y} {y!r} stands in several rows, but is one cell. Put an "
                "Aggregate Piece before, with one row for each cell."
            )
        values = dict(zip(keys, map(plain, frame[asked.color]), strict=True))
    else:
        values = {key: int(count) for key, count in pd.Series(keys).value_counts(sort=False).items()}
    series = [{"name": y, "x": across, "values": [values.get((y, x)) for x in across]} for y in down]
    chart = _chart(asked, series, categories=across)
    chart.legend = _label(asked.color or ROWS)
    return chart


def _places(frame: pd.DataFrame, rows: pd.DataFrame, column: str) -> list[str]:
    """Return the different values of a column as texts: numbers and dates in order, others as they come."""
    first = rows[column].drop_duplicates()
    kind, places = _axis(frame.loc[first.index], rows.loc[first.index], column)
    if kind != "category":
        first = first.loc[places.sort_values(kind="stable").index]
    return list(first)
