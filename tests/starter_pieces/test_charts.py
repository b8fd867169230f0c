"""ChartPiece: every kind of chart shows the values of the table, in both formats."""

from __future__ import annotations

import csv
import itertools
import json
import struct
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.network

Run = Callable[..., Any]
Table = Callable[..., str]
SAMPLE = (
    Path(__file__).parents[2]
    / "domino_plugin"
    / "starter_pieces"
    / "pieces"
    / "ReadCsvPiece"
    / "data"
    / "penguins.csv"
)


@pytest.fixture
def sample(dry_run: Run) -> str:
    return dry_run("ReadCsvPiece").outputs["file_path"]


def _rows() -> list[dict[str, str]]:
    with SAMPLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _drawn(outcome: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the values returned and the traces of the Plotly file."""
    assert outcome.error is None, outcome.error
    figure = json.loads(Path(outcome.outputs["plotly_path"]).read_text(encoding="utf-8"))
    return outcome.outputs["data"], figure["data"]


@pytest.mark.parametrize("kind", ["bar", "horizontal bar"])
def test_bars_count_rows_by_colour(dry_run: Run, sample: str, kind: str) -> None:
    data, traces = _drawn(
        dry_run("ChartPiece", file_path=sample, chart_type=kind, x="island", color="species")
    )
    counts = Counter((row["species"], row["island"]) for row in _rows())
    islands = ["Torgersen", "Biscoe", "Dream"]
    assert data == [
        {"name": name, "x": islands, "y": [counts.get((name, island)) for island in islands]}
        for name in ("Adelie", "Gentoo", "Chinstrap")
    ]
    places, values = ("y", "x") if kind == "horizontal bar" else ("x", "y")
    assert [{"name": t["name"], "x": t[places], "y": t[values]} for t in traces] == data
    assert {trace["type"] for trace in traces} == {"bar"}


@pytest.mark.parametrize("kind", ["line", "area"])
def test_lines_follow_the_dates(dry_run: Run, table: Table, kind: str) -> None:
    path = table("day,shop,sold\n2026-03-01,a,3\n2026-01-31,a,1.5\n2026-02-28,b,-2\n2026-01-31,b,\n")
    outcome = dry_run("ChartPiece", file_path=path, chart_type=kind, x="day", y="sold", color="shop")
    data, traces = _drawn(outcome)
    assert data == [
        {"name": "a", "x": ["2026-01-31", "2026-03-01"], "y": [1.5, 3]},
        {"name": "b", "x": ["2026-02-28"], "y": [-2]},
    ]
    assert [{"name": t["name"], "x": t["x"], "y": t["y"]} for t in traces] == data
    assert outcome.outputs["omitted_count"] == 1


def test_a_scatter_has_a_point_per_row(dry_run: Run, sample: str) -> None:
    inputs = {"x": "flipper_length_mm", "y": "body_mass_g", "color": "species"}
    outcome = dry_run("ChartPiece", file_path=sample, chart_type="scatter", **inputs)
    data, traces = _drawn(outcome)
    measured = [row for row in _rows() if row["body_mass_g"] != "NA"]
    for series, trace in zip(data, traces, strict=True):
        rows = [row for row in measured if row["species"] == series["name"]]
        assert series["x"] == trace["x"] == [int(row["flipper_length_mm"]) for row in rows]
        assert series["y"] == trace["y"] == [int(row["body_mass_g"]) for row in rows]
    assert (outcome.outputs["point_count"], outcome.outputs["omitted_count"]) == (342, 2)


def test_a_histogram_counts_what_lies_between_its_edges(dry_run: Run, sample: str) -> None:
    data, traces = _drawn(
        dry_run("ChartPiece", file_path=sample, chart_type="histogram", x="body_mass_g", bins=4)
    )
    masses = [int(row["body_mass_g"]) for row in _rows() if row["body_mass_g"] != "NA"]
    edges = data[0]["bin_edges"]
    assert (edges[0], edges[-1], len(edges)) == (min(masses), max(masses), 5)
    inside = [sum(low <= mass < high for mass in masses) for low, high in itertools.pairwise(edges)]
    inside[-1] += masses.count(max(masses))
    assert data[0]["counts"] == traces[0]["y"] == inside


def test_boxes_are_quartiles_and_whiskers(dry_run: Run, table: Table) -> None:
    path = table("g,n\n" + "".join(f"a,{n}\n" for n in (1, 2, 3, 4, 5, 100)) + "b,7\n")
    data, traces = _drawn(dry_run("ChartPiece", file_path=path, chart_type="box", x="g", y="n"))
    assert data[0] == {
        "name": "N",
        "category": "a",
        "count": 6,
        "low": 1,
        "q1": 2.25,
        "median": 3.5,
        "q3": 4.75,
        "high": 5,
        "outliers": [100],
    }
    assert (data[1]["low"], data[1]["median"], data[1]["high"]) == (7, 7, 7)
    assert (traces[0]["median"], traces[0]["upperfence"]) == ([3.5, 7], [5, 7])
    assert all(points for points in traces[0]["y"])


def test_slices_are_shares(dry_run: Run, sample: str) -> None:
    data, traces = _drawn(dry_run("ChartPiece", file_path=sample, chart_type="pie", x="species"))
    assert [(one["name"], one["value"]) for one in data] == [
        ("Adelie", 152),
        ("Gentoo", 124),
        ("Chinstrap", 68),
    ]
    assert [one["share"] for one in data] == [152 / 344, 124 / 344, 68 / 344]
    assert (traces[0]["labels"], traces[0]["values"]) == (["Adelie", "Gentoo", "Chinstrap"], [152, 124, 68])


@pytest.mark.parametrize(
    "kind", ["bar", "horizontal bar", "line", "area", "scatter", "histogram", "box", "pie"]
)
def test_the_picture_has_the_size_and_is_not_blank(dry_run: Run, table: Table, kind: str) -> None:
    path = table('x,y\n1,3\n2,1\n3,"2"\n')
    inputs = {
        "chart_type": kind,
        "x": "x",
        "y": "y",
        "title": "$x_1$ & <b>ü</b>",
        "width": 400,
        "height": 300,
    }
    outcome = dry_run("ChartPiece", file_path=path, output_format="png", **inputs)
    assert outcome.error is None, outcome.error
    content = Path(outcome.outputs["png_path"]).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == (800, 600)
    assert len(content) > 4000
    assert outcome.outputs["plotly_path"] is None


def test_texts_of_the_table_are_no_markup(dry_run: Run, table: Table) -> None:
    path = table("x,y,c\na,1,<script>alert(1)</script>\n")
    outcome = dry_run("ChartPiece", file_path=path, x="x", y="y", color="c", title="<i>t</i>")
    text = Path(outcome.outputs["plotly_path"]).read_text(encoding="utf-8")
    assert "script&gt;alert" in text or "script\\u0026gt;alert" in text
    assert "<script>" not in text
    assert "<i>" not in text
    assert outcome.outputs["data"][0]["name"] == "<script>alert(1)</script>"


def test_zero_and_negative_values_are_drawn(dry_run: Run, table: Table) -> None:
    path = table("x,y\na,0\nb,-2.5\n")
    for mode in ("grouped", "stacked"):
        data, _ = _drawn(dry_run("ChartPiece", file_path=path, x="x", y="y", bar_mode=mode))
        assert data[0]["y"] == [0, -2.5]


def test_many_points_stay_out_of_the_outputs(dry_run: Run, table: Table) -> None:
    path = table("x,y\n" + "".join(f"{n},{n % 7}\n" for n in range(5001)))
    outcome = dry_run("ChartPiece", file_path=path, chart_type="scatter", x="x", y="y")
    assert outcome.outputs["point_count"] == 5001
    assert outcome.outputs["data"] == []
    trace = json.loads(Path(outcome.outputs["plotly_path"]).read_text(encoding="utf-8"))["data"][0]
    assert len(trace["x"]) == 5001


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({}, ["x is empty", "bar"]),
        ({"x": "G"}, ["x: ", "no column 'G'", "Did you mean 'g'?"]),
        ({"x": "g", "y": "n"}, ["'a' stands in several rows", "Aggregate"]),
        ({"x": "g", "y": "t"}, ["y: ", "holds text such as 'p'"]),
        ({"x": "g", "chart_type": "line"}, ["y is empty"]),
        ({"x": "t", "chart_type": "histogram"}, ["x: ", "counts numbers", "'p'"]),
        ({"x": "g", "color": "t", "chart_type": "pie"}, ["color", "one series"]),
        ({"x": "t", "y": "n", "chart_type": "pie"}, ["'r'", "-1", "can't be negative"]),
        ({"x": "e"}, ["nothing to draw"]),
        ({"x": "g", "width": 5}, ["width", "greater than or equal to 200"]),
        ({"x": "g", "chart_type": "donut"}, ["chart_type", "'pie'"]),
    ],
)
def test_what_cannot_be_drawn(dry_run: Run, table: Table, inputs: dict[str, Any], words: list[str]) -> None:
    path = table("g,n,t,e\na,1,p,\na,2,q,\nb,-1,r,\n")
    outcome = dry_run("ChartPiece", file_path=path, **inputs)
    assert outcome.outputs is None
    for word in words:
        assert word in outcome.error["message"]
