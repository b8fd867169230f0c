"""Join, sort, pivot, unpivot, select, preview: what becomes of tables, and what is said when it can't be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.network

Run = Callable[..., Any]
Table = Callable[..., str]
LEFT, RIGHT = "k,a\n1,x\n2,y\n2,z\n,w\n", "k,a\n2.0,p\n3,q\n,r\n"


def _text(outcome: Any) -> str:
    assert outcome.error is None, outcome.error
    return Path(outcome.outputs["file_path"]).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("keep", "rows"),
    [
        ("matches", "2,y,p\n2,z,p\n"),
        ("all of the first", "1,x,\n2,y,p\n2,z,p\n,w,\n"),
        ("all of the second", "2,y,p\n2,z,p\n3,,q\n,,r\n"),
        ("all of both", "1,x,\n2,y,p\n2,z,p\n,w,\n3,,q\n,,r\n"),
    ],
)
def test_joins(dry_run: Run, table: Table, keep: str, rows: str) -> None:
    outcome = dry_run(
        "JoinTablesPiece",
        left_path=table(LEFT, "left.csv"),
        right_path=table(RIGHT, "right.csv"),
        keys=[{"left": "k"}],
        keep=keep,
    )
    assert _text(outcome) == f"k,a,a_2\n{rows}"
    assert (outcome.outputs["unmatched_left"], outcome.outputs["unmatched_right"]) == (2, 2)


def test_rows_without_a_match_alone(dry_run: Run, table: Table) -> None:
    inputs = {"left_path": table(LEFT, "left.csv"), "right_path": table(RIGHT, "right.csv")}
    outcome = dry_run("JoinTablesPiece", **inputs, keys=[{"left": "k"}], keep="first without match")
    assert _text(outcome) == "k,a\n1,x\n,w\n"


def test_texts_are_keys_as_they_are(dry_run: Run, table: Table) -> None:
    inputs = {
        "left_path": table("code,n\n007,1\n7,2\n", "left.csv"),
        "right_path": table("id,m\n007,3\n", "right.csv"),
    }
    outcome = dry_run("JoinTablesPiece", **inputs, keys=[{"left": "code", "right": "id"}])
    assert _text(outcome) == "code,n,id,m\n007,1,007,3\n"


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ({"sort_by": [{"column": "n"}]}, ["2,b", "10,B", "10,a", ",c"]),
        ({"sort_by": [{"column": "n"}], "missing": "first"}, [",c", "2,b", "10,B", "10,a"]),
        ({"sort_by": [{"column": "s"}]}, ["10,a", "10,B", "2,b", ",c"]),
        ({"sort_by": [{"column": "s"}], "case_sensitive": True}, ["10,B", "10,a", "2,b", ",c"]),
        ({"sort_by": [{"column": "n", "descending": True}], "row_limit": 1}, ["10,B"]),
    ],
)
def test_sorting(dry_run: Run, table: Table, inputs: dict[str, Any], expected: list[str]) -> None:
    outcome = dry_run("SortRowsPiece", file_path=table("n,s\n10,B\n2,b\n10,a\n,c\n"), **inputs)
    assert _text(outcome).splitlines()[1:] == expected


def test_repeated_rows_are_dropped(dry_run: Run, table: Table) -> None:
    inputs = {"file_path": table("n,s\n1,a\n1,a\n1,b\n"), "sort_by": [{"column": "s"}], "distinct": True}
    assert _text(dry_run("SortRowsPiece", **inputs)) == "n,s\n1,a\n1,b\n"


@pytest.mark.parametrize(
    ("function", "cell"),
    [("sum", "3"), ("mean", "1.5"), ("min", "1"), ("max", "2"), ("count", "2"), ("first", "1")],
)
def test_several_cells_on_one_place(dry_run: Run, table: Table, function: str, cell: str) -> None:
    inputs = {"rows": ["r"], "columns": "c", "values": "v", "function": function, "prefix": "c_"}
    outcome = dry_run("PivotPiece", file_path=table("r,c,v\na,x,1\na,x,2\n"), **inputs)
    assert _text(outcome) == f"r,c_x\na,{cell}\n"


def test_pivot_and_unpivot_undo_each_other(dry_run: Run, table: Table) -> None:
    long = "shop,month,sold\nA,1,5\nA,2,6\nB,1,7\n"
    inputs = {"rows": ["shop"], "columns": "month", "values": "sold", "function": "the only one"}
    wide = dry_run("PivotPiece", file_path=table(long), **inputs)
    assert _text(wide) == "shop,1,2\nA,5,6\nB,7,\n"
    inputs = {"keep": ["shop"], "name_column": "month", "value_column": "sold"}
    assert _text(dry_run("UnpivotPiece", file_path=wide.outputs["file_path"], **inputs)) == long


def test_a_preview_describes_all_rows(dry_run: Run) -> None:
    sample = dry_run("ReadCsvPiece").outputs["file_path"]
    outputs = dry_run("PreviewTablePiece", file_path=sample, rows=3, position="random").outputs
    assert (len(outputs["data"]), outputs["row_count"]) == (3, 344)
    again = dry_run("PreviewTablePiece", file_path=sample, rows=3, position="random").outputs
    assert again["data"] == outputs["data"]
    mass = next(one for one in outputs["columns"] if one["name"] == "body_mass_g")
    assert (mass["missing"], mass["smallest"], mass["largest"]) == (2, 2700, 6300)


@pytest.mark.parametrize(
    ("piece", "inputs", "words"),
    [
        ("SortRowsPiece", {"sort_by": [{"column": "N"}]}, ["sort_by[0].column", "Did you mean 'n'?"]),
        ("SelectColumnsPiece", {"columns": ["x"]}, ["columns[0]", "no column 'x'", "n, s"]),
        ("SelectColumnsPiece", {"drop": ["n", "s"]}, ["no column is left"]),
        ("SelectColumnsPiece", {"rename": {"n": "s"}}, ["two columns named 's'"]),
        ("UnpivotPiece", {"keep": ["n", "s"]}, ["none is left"]),
        ("UnpivotPiece", {"keep": ["n"], "name_column": "n"}, ["name_column", "'n'"]),
        ("PivotPiece", {"rows": ["n"], "columns": "n", "values": "s"}, ["'n' is also among the rows"]),
        ("PivotPiece", {"rows": ["n"], "columns": "s", "values": "s"}, ["'sum' needs numbers", "'a'"]),
        (
            "PivotPiece",
            {"rows": ["s"], "columns": "s2", "values": "n"},
            ["columns", "no column 's2'", "Did you mean 's'?"],
        ),
        ("PreviewTablePiece", {"columns": ["t"]}, ["columns[0]"]),
        ("PreviewTablePiece", {"rows": 0}, ["rows", "greater than or equal to 1"]),
    ],
)
def test_what_makes_no_sense_is_explained(
    dry_run: Run, table: Table, piece: str, inputs: dict[str, Any], words: list[str]
) -> None:
    outcome = dry_run(piece, file_path=table("n,s\n1,a\n2,b\n"), **inputs)
    assert outcome.outputs is None
    for word in words:
        assert word in outcome.error["message"]


def test_two_rows_for_the_only_one(dry_run: Run, table: Table) -> None:
    inputs = {"rows": ["r"], "columns": "c", "values": "v", "function": "the only one"}
    outcome = dry_run("PivotPiece", file_path=table("r,c,v\na,x,1\na,x,2\n"), **inputs)
    assert "2 rows fall on the place (a, x)" in outcome.error["message"]
