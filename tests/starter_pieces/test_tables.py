"""ReadCsv, FilterRows and Aggregate: what becomes of tables, and what they say when it can't be done."""

from __future__ import annotations

import csv
import gzip
import http.server
import math
import statistics
import threading
from collections.abc import Callable, Iterator
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


def _text(outcome: Any) -> str:
    assert outcome.error is None, outcome.error
    return Path(outcome.outputs["file_path"]).read_text(encoding="utf-8")


# --- ReadCsvPiece


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(dry_run: Run, table: Table, separator: str) -> None:
    content = 'name,remark\nAnna,x; y\nBert,"1,5"\n'
    rows = list(csv.reader(content.splitlines()))
    path = Path(table(""))
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    outcome = dry_run("ReadCsvPiece", file_path=str(path))
    assert list(csv.reader(_text(outcome).splitlines())) == rows


@pytest.mark.parametrize(
    ("content", "inputs", "expected"),
    [
        ("\ufeffa,b\n1,2\n", {}, "a,b\n1,2\n"),
        ("1,x\n2,y\n", {"header": False}, "column_1,column_2\n1,x\n2,y\n"),
        ("note\n\na,b\n1,2\n", {"skip_rows": 2}, "a,b\n1,2\n"),
        ("a,b,c\n1,2,3\n", {"columns": ["c", "a"]}, "c,a\n3,1\n"),
        ("a\n1\n2\n3\n", {"row_limit": 2}, "a\n1\n2\n"),
        ("a,b\nNA,1\nn/a,-\n", {"missing_values": ["NA", "-"]}, "a,b\n,1\nn/a,\n"),
        ("a b\n1   2\n", {"delimiter": "spaces"}, "a,b\n1,2\n"),
        ("a;b\n1,5;x\n", {"decimal": "comma"}, "a,b\n1.5,x\n"),
        ("a, b\n1, 2\n", {}, "a,b\n1,2\n"),
        ("id,price\n007,3750\n010,1.50\n", {}, "id,price\n007,3750\n010,1.50\n"),
    ],
    ids=[
        "mark",
        "no header",
        "skip",
        "columns",
        "limit",
        "missing",
        "spaces",
        "comma",
        "blanks",
        "as written",
    ],
)
def test_how_a_file_is_read(
    dry_run: Run, table: Table, content: str, inputs: dict[str, Any], expected: str
) -> None:
    assert _text(dry_run("ReadCsvPiece", file_path=table(content), **inputs)) == expected


def test_encodings_and_compression(dry_run: Run, table: Table) -> None:
    path = table("name\nJörg\n", encoding="cp1252")
    assert _text(dry_run("ReadCsvPiece", file_path=path, encoding="cp1252")) == "name\nJörg\n"
    path = table(gzip.compress(b"a\tb\n1\t2\n"), name="table.csv.gz")
    assert _text(dry_run("ReadCsvPiece", file_path=path)) == "a,b\n1,2\n"


@pytest.mark.parametrize(
    ("kind", "cells", "expected"),
    [
        ("integer", ["1", "2.0", "-3", ""], ["1", "2", "-3", ""]),
        ("number", ["007.50", "1e3", ".5"], ["7.50", "1e3", ".5"]),
        ("boolean", ["yes", "0", "TRUE", "n"], ["true", "false", "true", "false"]),
        ("date", ["31.12.2025"], ["2025-12-31"]),
        ("text", ["01067"], ["01067"]),
    ],
)
def test_column_types(dry_run: Run, table: Table, kind: str, cells: list[str], expected: list[str]) -> None:
    wish = {"column": "c", "type": kind, "date_format": "%d.%m.%Y" if kind == "date" else None}
    content = "".join(f"{cell},x\n" for cell in cells)
    outcome = dry_run("ReadCsvPiece", file_path=table(f"c,d\n{content}"), column_types=[wish])
    assert [row["c"] for row in csv.DictReader(_text(outcome).splitlines())] == expected


@pytest.mark.parametrize(
    ("content", "inputs", "words"),
    [
        ("", {}, ["empty"]),
        ("a,b\n1,2\n1,2,3\n", {}, ["line 3", "delimiter ','"]),
        ("a,b\n1,2,3\n1,2,3\n", {}, ["more cells than the header"]),
        ("a\nx\n", {"columns": ["A"]}, ["columns[0]", "no column 'A'", "Did you mean 'a'?"]),
        (
            "a,b\n1,x\nz,y\n",
            {"column_types": [{"column": "a", "type": "integer"}]},
            ["column_types[0]", "'a'", "'z' in row 2", "no integer"],
        ),
        ("a\n1\n", {"encoding": "utf9"}, ["'utf9' is no known encoding"]),
        (b"a\n\xff\xfe\n", {}, ["not encoded in utf-8", "latin-1"]),
    ],
    ids=["empty", "ragged", "headless", "column", "type", "encoding", "bytes"],
)
def test_what_cannot_be_read_is_explained(
    dry_run: Run, table: Table, content: str | bytes, inputs: dict[str, Any], words: list[str]
) -> None:
    outcome = dry_run("ReadCsvPiece", file_path=table(content), **inputs)
    assert outcome.outputs is None
    for word in words:
        assert word in outcome.error["message"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("", ["file_path is empty"]),
        ("sample:pingus", ["no sample 'pingus'", "sample:penguins"]),
        ("/nowhere/table.csv", ["no file '/nowhere/table.csv'"]),
        ("{folder}", ["is a folder"]),
        ("{folder}/tabel.csv", ["Did you mean 'table.csv'?"]),
        ("http://127.0.0.1:9/table.csv", ["could not be fetched", "refused"]),
    ],
)
def test_a_file_that_is_not_there(dry_run: Run, table: Table, path: str, words: list[str]) -> None:
    folder = str(Path(table("a\n1\n")).parent)
    outcome = dry_run("ReadCsvPiece", file_path=path.format(folder=folder))
    for word in words:
        assert word in outcome.error["message"]


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "sales 1.csv").write_text("a;b\n1;2\n", encoding="utf-8")

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(tmp_path / "web"))

        def log_message(self, *arguments: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_file_of_the_web(dry_run: Run, web: str) -> None:
    assert _text(dry_run("ReadCsvPiece", file_path=f"{web}/sales%201.csv")) == "a,b\n1,2\n"
    assert "answered 404" in dry_run("ReadCsvPiece", file_path=f"{web}/none.csv").error["message"]


# --- FilterRowsPiece

ROWS = 'n,s,b,d\n1,Ab,true,2026-01-01\n2,cd,false,2026-02-01\n,,,\n10,"e,f",true,2026-03-01\n'


@pytest.mark.parametrize(
    ("column", "operator", "value", "kept"),
    [
        ("n", "equals", "2", [2]),
        ("n", "equals", "02.0", [2]),
        ("n", "not equals", 2, [1, 3, 4]),
        ("n", "greater than", 1.5, [2, 4]),
        ("n", "greater or equal", "2", [2, 4]),
        ("n", "less than", 10, [1, 2]),
        ("n", "less or equal", 10, [1, 2, 4]),
        ("n", "is one of", "1, 10", [1, 4]),
        ("n", "is not one of", "1,10", [2, 3]),
        ("s", "is one of", '"e,f",cd', [2, 4]),
        ("s", "contains", "d", [2]),
        ("s", "does not contain", "d", [1, 3, 4]),
        ("s", "starts with", "e,", [4]),
        ("s", "ends with", "b", [1]),
        ("s", "matches pattern", "^[a-c].$", [2]),
        ("s", "greater than", "b", [2, 4]),
        ("s", "is missing", None, [3]),
        ("s", "is not missing", None, [1, 2, 4]),
        ("b", "equals", True, [1, 4]),
        ("b", "equals", "False", [2]),
        ("d", "greater or equal", "2026-02-01T00:00", [2, 4]),
        ("d", "contains", "-01-", [1]),
    ],
)
def test_operators(
    dry_run: Run, table: Table, column: str, operator: str, value: Any, kept: list[int]
) -> None:
    conditions = [{"column": column, "operator": operator, "value": value}]
    outcome = dry_run("FilterRowsPiece", file_path=table(ROWS), conditions=conditions)
    lines = ROWS.splitlines(keepends=True)
    assert _text(outcome) == lines[0] + "".join(lines[row] for row in kept)
    assert (outcome.outputs["row_count"], outcome.outputs["removed_count"]) == (len(kept), 4 - len(kept))


@pytest.mark.parametrize(("match", "kept"), [("all", 1), ("any", 3)])
def test_conditions_together(dry_run: Run, table: Table, match: str, kept: int) -> None:
    conditions = [
        {"column": "n", "operator": "less than", "value": 2},
        {"column": "b", "operator": "equals", "value": True},
        {"column": "s", "operator": "starts with", "value": "A"},
    ]
    if match == "any":
        conditions[2] = {"column": "s", "operator": "equals", "value": "cd"}
    outcome = dry_run("FilterRowsPiece", file_path=table(ROWS), conditions=conditions, match=match)
    assert outcome.outputs["row_count"] == kept


def test_case_can_be_ignored(dry_run: Run, table: Table) -> None:
    for operator, value in (("equals", "AB"), ("contains", "AB"), ("is one of", "AB,x")):
        conditions = [{"column": "s", "operator": operator, "value": value}]
        inputs = {"file_path": table(ROWS), "conditions": conditions}
        assert dry_run("FilterRowsPiece", **inputs).outputs["row_count"] == 0
        assert dry_run("FilterRowsPiece", **inputs, case_sensitive=False).outputs["row_count"] == 1


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"column": "m", "operator": "is missing"}, ["conditions[0].column", "'m'", "n, s, b, d"]),
        ({"column": "n", "operator": "equals", "value": "two"}, ["holds numbers", "'two' is none"]),
        ({"column": "n", "operator": "equals", "value": ""}, ["value is empty", "is missing"]),
        ({"column": "b", "operator": "equals", "value": "perhaps"}, ["true and false", "'perhaps'"]),
        ({"column": "b", "operator": "less than", "value": True}, ["no order"]),
        ({"column": "s", "operator": "matches pattern", "value": "(a"}, ["'(a' is no regular expression"]),
        ({"column": "s", "operator": "like", "value": "a"}, ["conditions.0.operator", "like"]),
    ],
)
def test_conditions_that_make_no_sense(
    dry_run: Run, table: Table, condition: dict[str, Any], words: list[str]
) -> None:
    outcome = dry_run("FilterRowsPiece", file_path=table(ROWS), conditions=[condition])
    assert outcome.outputs is None
    for word in words:
        assert word in outcome.error["message"]


# --- AggregatePiece


def _masses(**wanted: str) -> list[int]:
    with SAMPLE.open(encoding="utf-8") as file:
        return [
            int(row["body_mass_g"])
            for row in csv.DictReader(file)
            if row["body_mass_g"] != "NA" and all(row[name] == value for name, value in wanted.items())
        ]


FUNCTIONS: dict[str, Callable[[list[int]], Any]] = {
    "count": len,
    "count distinct": lambda values: len(set(values)),
    "sum": sum,
    "mean": lambda values: sum(values) / len(values),
    "median": statistics.median,
    "min": min,
    "max": max,
    "first": lambda values: values[0],
    "last": lambda values: values[-1],
}


def test_figures_of_the_real_data_are_exact(dry_run: Run) -> None:
    sample = dry_run("ReadCsvPiece").outputs["file_path"]
    calculations = [{"function": name, "column": "body_mass_g", "name": name} for name in FUNCTIONS]
    spread = [{"function": name, "column": "body_mass_g"} for name in ("standard deviation", "variance")]
    rows = dry_run(
        "AggregatePiece", file_path=sample, group_by=["species"], aggregations=[*calculations, *spread]
    ).outputs["data"]
    assert [row["species"] for row in rows] == ["Adelie", "Chinstrap", "Gentoo"]
    for row in rows:
        masses = _masses(species=row["species"])
        assert {name: row[name] for name in FUNCTIONS} == {
            name: calculate(masses) for name, calculate in FUNCTIONS.items()
        }
        assert math.isclose(row["standard_deviation_body_mass_g"], statistics.stdev(masses), rel_tol=1e-12)
        assert math.isclose(row["variance_body_mass_g"], statistics.variance(masses), rel_tol=1e-12)


def test_missing_groups_are_left_out_or_kept(dry_run: Run) -> None:
    sample = dry_run("ReadCsvPiece").outputs["file_path"]
    inputs = {"file_path": sample, "group_by": ["sex"]}
    left_out = dry_run("AggregatePiece", **inputs).outputs["data"]
    assert left_out == [{"sex": "female", "rows": 165}, {"sex": "male", "rows": 168}]
    kept = dry_run("AggregatePiece", **inputs, keep_missing_groups=True).outputs["data"]
    assert kept == [*left_out, {"sex": None, "rows": 11}]


def test_sorting_and_limit(dry_run: Run, table: Table) -> None:
    outcome = dry_run(
        "AggregatePiece",
        file_path=table("g,n\na,1\nb,5\nc,3\nb,1\n"),
        group_by=["g"],
        aggregations=[{"function": "sum", "column": "n", "name": "total"}],
        sort_by="total",
        descending=True,
        row_limit=2,
    )
    assert _text(outcome) == "g,total\nb,6\nc,3\n"


def test_the_whole_table_is_one_group_even_without_rows(dry_run: Run, table: Table) -> None:
    calculations = [
        {"function": "count"},
        {"function": "sum", "column": "n"},
        {"function": "mean", "column": "n"},
    ]
    inputs = {"aggregations": calculations}
    outcome = dry_run("AggregatePiece", file_path=table("n\n1\n4\n"), **inputs)
    assert outcome.outputs["data"] == [{"rows": 2, "sum_n": 5, "mean_n": 2.5}]
    outcome = dry_run("AggregatePiece", file_path=table("n\n"), **inputs)
    assert outcome.outputs["data"] == [{"rows": 0, "sum_n": 0, "mean_n": None}]
    outcome = dry_run("AggregatePiece", file_path=table("n,g\n"), group_by=["g"], **inputs)
    assert outcome.outputs["data"] == []


def test_texts_and_truths(dry_run: Run, table: Table) -> None:
    outcome = dry_run(
        "AggregatePiece",
        file_path=table("g,s,b\n1,z,true\n1,,false\n1,a,true\n"),
        group_by=["g"],
        aggregations=[
            {"function": "min", "column": "s"},
            {"function": "last", "column": "s"},
            {"function": "sum", "column": "b"},
            {"function": "max", "column": "b"},
        ],
    )
    assert outcome.outputs["data"] == [{"g": 1, "min_s": "a", "last_s": "a", "sum_b": 2, "max_b": True}]
    assert _text(outcome).endswith("1,a,a,2,true\n")


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"group_by": ["G"]}, ["group_by[0]", "Did you mean 'g'?"]),
        (
            {"aggregations": [{"function": "mean", "column": "g"}]},
            ["'mean' needs numbers", "text such as 'a'"],
        ),
        ({"aggregations": [{"function": "mean"}]}, ["aggregations[0].column is empty"]),
        ({"aggregations": [{"function": "count"}, {"function": "count"}]}, ["two columns named 'rows'"]),
        ({"sort_by": "g"}, ["sort_by", "no column 'g'"]),
        ({"aggregations": []}, ["aggregations", "at least 1"]),
    ],
)
def test_what_cannot_be_calculated(
    dry_run: Run, table: Table, inputs: dict[str, Any], words: list[str]
) -> None:
    outcome = dry_run("AggregatePiece", file_path=table("g,n\na,1\n"), **inputs)
    assert outcome.outputs is None
    for word in words:
        assert word in outcome.error["message"]
