"""Reading and writing JSON, Parquet, Excel and text: nothing is lost, and what can't be read is explained."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.network

Run = Callable[..., Any]
Table = Callable[..., str]
#: What is easily spoiled: leading zeros, long digits, quotes, line ends, signs of formulas, missing cells.
HARD = (
    "code,big,text,n,ok,day\n"
    '007,12345678901234567890,"a ""b"", c",1.5,true,2026-01-31\n'
    '8,2,"two\nlines",-2,false,2026-12-01\n'
    "09,,=1+1,,,\n"
)


def _text(outcome: Any) -> str:
    assert outcome.error is None, outcome.error
    return Path(outcome.outputs["file_path"]).read_text(encoding="utf-8")


def test_parquet_keeps_everything(dry_run: Run, table: Table) -> None:
    written = dry_run("WriteParquetPiece", file_path=table(HARD), file_name="hard")
    assert written.outputs["column_types"]["big"] == "varchar"
    read = dry_run("ReadParquetPiece", file_path=written.outputs["file_path"])
    assert _text(read) == HARD.replace("-2,", "-2.0,")


def test_excel_keeps_everything(dry_run: Run, table: Table) -> None:
    sheets = [{"name": "Hard", "file_path": table(HARD)}]
    written = dry_run("WriteExcelPiece", sheets=sheets, file_name="hard.xlsx")
    assert _text(dry_run("ReadExcelPiece", file_path=written.outputs["file_path"])) == HARD


def test_json_keeps_everything(dry_run: Run, table: Table) -> None:
    written = dry_run("WriteJsonPiece", file_path=table(HARD))
    rows = json.loads(Path(written.outputs["file_path"]).read_text(encoding="utf-8"))
    assert rows[0] == {
        "code": "007",
        "big": "12345678901234567890",
        "text": 'a "b", c',
        "n": 1.5,
        "ok": True,
        "day": "2026-01-31",
    }
    read = dry_run("ReadJsonPiece", _folder="read", file_path=written.outputs["file_path"])
    assert _text(read) == HARD.replace("-2,", "-2.0,")


@pytest.mark.parametrize(
    ("content", "inputs", "value", "rows"),
    [
        ('{"a": 1}\n{"a": 2}\n', {}, [{"a": 1}, {"a": 2}], 2),
        ('{"x": [{"a": {"b": 1}}]}', {"records": "x"}, [{"a": {"b": 1}}], 1),
        ('{"x": [5, 6]}', {"records": "x.1"}, 6, None),
        ('"text"', {}, "text", None),
        ("[]", {}, [], None),
    ],
)
def test_json_of_all_shapes(
    dry_run: Run, table: Table, content: str, inputs: dict[str, Any], value: Any, rows: int | None
) -> None:
    outputs = dry_run("ReadJsonPiece", file_path=table(content, "data.json"), **inputs).outputs
    assert (outputs["value"], outputs["row_count"]) == (value, rows)


def test_shapes_of_json_that_are_written(dry_run: Run, table: Table) -> None:
    inputs = {"file_path": table("a,b\n1,x\n2,\n"), "indent": 0}
    assert _text(dry_run("WriteJsonPiece", **inputs, shape="columns")) == '{"a": [1, 2], "b": ["x", null]}\n'
    assert _text(dry_run("WriteJsonPiece", value={"ü": [1]}, indent=0)) == '{"ü": [1]}\n'


def test_a_compressed_text(dry_run: Run, table: Table) -> None:
    path = table(gzip.compress("für\r\nalle".encode("cp1252")), "note.txt.gz")
    outputs = dry_run("ReadTextPiece", file_path=path, encoding="cp1252").outputs
    assert (outputs["text"], outputs["lines"]) == ("für\nalle", ["für", "alle"])


@pytest.mark.parametrize(
    ("piece", "name", "content", "inputs", "words"),
    [
        ("ReadJsonPiece", "a.json", '{"a": 1,}', {}, ["no JSON", "line 1, column"]),
        ("ReadJsonPiece", "a.jsonl", '{"a": 1}\n{"a"\n', {}, ["JSON Lines", "line 2"]),
        ("ReadJsonPiece", "a.json", '{"item": 1}', {"records": "itme"}, ["records", "Did you mean 'item'?"]),
        ("ReadJsonPiece", "a.json", "[1]", {"records": "5"}, ["a list of 1 items"]),
        ("ReadParquetPiece", "a.parquet", "no", {}, ["file_path", "can't be read as Parquet"]),
        ("ReadExcelPiece", "a.xlsx", "no", {}, ["no Excel workbook"]),
        ("ReadExcelPiece", "a.xls", "no", {}, ["old format", ".xlsx"]),
        ("ReadTextPiece", "a.txt", b"\xff\xfe", {}, ["encoding", "latin-1"]),
        ("ReadTextPiece", "a.txt", "long", {"limit": 2}, ["limit", "more than 2 characters"]),
        ("ReadTextPiece", "a.txt", "x", {"encoding": "utf9"}, ["'utf9' is no known encoding"]),
        ("WriteCsvPiece", "a.csv", "a\n\u2603\n", {"encoding": "latin-1"}, ["encoding", "'\u2603'"]),
        ("WriteCsvPiece", "a.csv", "a\n1\n", {"file_name": "../x.csv"}, ["file_name", "no file name"]),
        ("WriteParquetPiece", "a.zip", "a\n1\n", {}, ["a.zip", ".parquet"]),
        ("WriteJsonPiece", "a.csv", "a\n1\n", {"value": 1}, ["only one of the two"]),
        ("ImageFilterPiece", "a.png", "no", {}, ["no picture"]),
        ("ImageFilterPiece", "a.png", "no", {"rotate": 45}, ["rotate", "multiple of 90"]),
    ],
)
def test_what_cannot_be_read_or_written_is_explained(
    dry_run: Run, table: Table, piece: str, name: str, content: str, inputs: dict[str, Any], words: list[str]
) -> None:
    outcome = dry_run(piece, file_path=table(content, name), **inputs)
    assert outcome.outputs is None
    for word in words:
        assert word in outcome.error["message"]


@pytest.mark.parametrize(
    ("sheets", "inputs", "words"),
    [
        (["One", "one"], {}, ["sheets[1].name", "two sheets"]),
        (["a/b"], {}, ["sheets.0.name"]),
        (["One"], {"sheet": "On"}, ["no sheet 'On'", "Did you mean 'One'?"]),
        (["One"], {"header_row": 9}, ["header_row", "row 9"]),
        (["One"], {"columns": ["b"]}, ["columns[0]", "no column 'b'"]),
    ],
)
def test_sheets(
    dry_run: Run, table: Table, sheets: list[str], inputs: dict[str, Any], words: list[str]
) -> None:
    path = table("a\n1\n")
    outcome = dry_run("WriteExcelPiece", sheets=[{"name": name, "file_path": path} for name in sheets])
    if inputs:
        outcome = dry_run("ReadExcelPiece", file_path=outcome.outputs["file_path"], **inputs)
    for word in words:
        assert word in outcome.error["message"]


@pytest.mark.parametrize(
    "wanted",
    [
        "black and white",
        "sepia",
        "invert",
        "blur",
        "sharpen",
        "edges",
        "emboss",
        "posterize",
        "more contrast",
        "brighten",
        "darken",
        "mirror",
    ],
)
def test_every_filter_changes_the_picture(dry_run: Run, wanted: str) -> None:
    plain = Path(dry_run("ImageFilterPiece", filters=[]).outputs["file_path"]).read_bytes()
    outputs = dry_run("ImageFilterPiece", filters=[wanted]).outputs
    assert (outputs["width"], outputs["height"]) == (451, 300)
    assert Path(outputs["file_path"]).read_bytes() != plain
