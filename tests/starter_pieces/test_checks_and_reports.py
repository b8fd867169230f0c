"""Conditions, waiting and reports; and heatmaps, which reports show."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.network

Run = Callable[..., Any]
Table = Callable[..., str]


@pytest.mark.parametrize(
    ("value", "operator", "expected", "met"),
    [
        (3, "equals", "3.0", True),
        (0.1 + 0.2, "equals", 0.3, True),
        ("007", "equals", 7, True),
        ("a", "equals", "A", False),
        (True, "equals", "true", True),
        (1, "equals", True, False),
        (None, "equals", None, True),
        ([1], "not equals", "x", True),
        ("10", "greater than", 9, True),
        ("2026-02-01", "greater than", "2026-01-31T12:00:00Z", True),
        ("b", "less than", "C", True),
        (5, "less or equal", 5, True),
        ("abc", "contains", "b", True),
        ([1, 2], "contains", "2", True),
        ({"a": 1}, "does not contain", "b", True),
        ("run 42", "matches pattern", "[0-9]+$", True),
        ([], "is empty", None, True),
        (0, "is not empty", None, True),
        ("False", "is false", None, True),
        (True, "is true", None, True),
    ],
)
def test_comparisons(dry_run: Run, value: Any, operator: str, expected: Any, met: bool) -> None:
    checks = [{"value": value, "operator": operator, "expected": expected}]
    outcome = dry_run("CheckConditionPiece", checks=checks)
    assert outcome.error is None, outcome.error
    assert outcome.outputs["result"] is met


def test_a_condition_fails_the_piece_on_demand(dry_run: Run) -> None:
    checks = [
        {"value": 1, "operator": "equals", "expected": 1},
        {"value": 0, "operator": "greater than", "expected": 9, "label": "rows"},
    ]
    assert dry_run("CheckConditionPiece", checks=checks, fail=True, match="any").outputs["result"] is True
    outcome = dry_run("CheckConditionPiece", checks=checks, fail=True, message="Too few rows")
    assert outcome.error["message"] == "Too few rows. Not met: rows: 0 greater than 9."


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ({"value": "x", "operator": "greater than", "expected": 1}, ["checks[0]", "no order"]),
        ({"value": 1, "operator": "less than"}, ["checks[0].expected is empty"]),
        ({"value": "x", "operator": "is true"}, ["neither true nor false"]),
        ({"value": 5, "operator": "contains", "expected": 5}, ["no text, list or object"]),
        ({"value": "x", "operator": "matches pattern", "expected": "(a"}, ["no regular expression"]),
    ],
)
def test_comparisons_that_make_no_sense(dry_run: Run, check: dict[str, Any], words: list[str]) -> None:
    outcome = dry_run("CheckConditionPiece", checks=[check])
    for word in words:
        assert word in outcome.error["message"]


def test_waiting_for_a_moment(dry_run: Run) -> None:
    moment = dt.datetime.now(dt.timezone.utc) + dt.timedelta(seconds=1)
    outputs = dry_run("WaitPiece", until=moment.isoformat()).outputs
    assert dt.datetime.fromisoformat(outputs["ended_at"].replace("Z", "+00:00")) >= moment
    past = dry_run("WaitPiece", until="2020-01-01T00:00:00", time_zone="Europe/Berlin").outputs
    assert past["waited_seconds"] < 1


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"duration": "P8D"}, ["seven days"]),
        ({"duration": None}, ["duration is empty"]),
        ({"until": "2020-01-01T00:00:00Z", "until_time": "08:00"}, ["only one of the two"]),
        ({"until_time": "08:00", "time_zone": "Europe/Berln"}, ["Did you mean 'Europe/Berlin'?"]),
    ],
)
def test_waits_that_make_no_sense(dry_run: Run, inputs: dict[str, Any], words: list[str]) -> None:
    outcome = dry_run("WaitPiece", **inputs)
    for word in words:
        assert word in outcome.error["message"]


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ({}, ["sections[0] is empty"]),
        ({"file_path": "{file}.json"}, ["chart.json can't be shown", "'Picture'"]),
        ({"file_path": "{file}.csv", "columns": ["b"]}, ["sections[0].columns[0]", "no column 'b'"]),
        ({"file_path": "{file}.svg"}, ["sections[0].file_path", "no file"]),
    ],
)
def test_sections_that_cannot_be_shown(
    dry_run: Run, table: Table, section: dict[str, Any], words: list[str]
) -> None:
    table("{}", "chart.json")
    base = table("a\n1\n", "chart.csv").removesuffix(".csv")
    section = {
        name: text.format(file=base) if name == "file_path" else text for name, text in section.items()
    }
    outcome = dry_run("ReportPiece", sections=[section])
    for word in words:
        assert word in outcome.error["message"]


def test_a_report_runs_no_scripts(dry_run: Run, table: Table) -> None:
    evil = "<script>alert(1)</script>"
    path = table(f'"{evil}"\n"{evil}"\n')
    section = {
        "heading": evil,
        "text": f"{evil}\n\n[x](javascript:alert(1))",
        "file_path": path,
        "caption": evil,
    }
    outcome = dry_run("ReportPiece", title=evil, subtitle=evil, sections=[section], contents=True)
    page = Path(outcome.outputs["html_path"]).read_text(encoding="utf-8")
    assert "<script" not in page
    assert 'href="javascript' not in page


def test_a_heatmap_shows_the_cells_of_the_table(dry_run: Run, table: Table) -> None:
    path = table("y,x,n\nb,10,1\nb,2,\na,2,3.5\n")
    inputs = {"file_path": path, "chart_type": "heatmap", "x": "x", "y": "y", "color": "n"}
    outputs = dry_run("ChartPiece", **inputs).outputs
    assert outputs["data"] == [
        {"name": "b", "x": ["2", "10"], "values": [None, 1]},
        {"name": "a", "x": ["2", "10"], "values": [3.5, None]},
    ]
    assert (outputs["point_count"], outputs["omitted_count"]) == (2, 1)
    [trace] = json.loads(Path(outputs["plotly_path"]).read_text(encoding="utf-8"))["data"]
    assert (trace["type"], trace["z"]) == ("heatmap", [[None, 1], [3.5, None]])
    counted = dry_run("ChartPiece", **{**inputs, "color": None}).outputs["data"]
    assert counted[0]["values"] == [1, 1]


@pytest.mark.parametrize(
    ("content", "inputs", "words"),
    [
        ("y,x,n\na,1,1\na,1,2\n", {}, ["stands in several rows", "Aggregate"]),
        ("y,x,n\na,1,b\n", {}, ["color", "holds text such as 'b'"]),
        ("y,x,n\na,1,1\n", {"y": None}, ["y is empty", "heatmap"]),
    ],
)
def test_heatmaps_that_cannot_be_drawn(
    dry_run: Run, table: Table, content: str, inputs: dict[str, Any], words: list[str]
) -> None:
    asked = {"chart_type": "heatmap", "x": "x", "y": "y", "color": "n", **inputs}
    outcome = dry_run("ChartPiece", file_path=table(content), **asked)
    for word in words:
        assert word in outcome.error["message"]
