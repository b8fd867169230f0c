"""CSV files read as tables, page by page."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domino_plugin.errors import Invalid, NotFound
from domino_plugin.runs import tables
from domino_plugin.storage.local import local_file


def read_page(path: Path, **page: Any) -> tables.TablePage:
    return tables.read_page(local_file(path, path.name), **page)


@pytest.fixture
def write(tmp_path: Path):
    def write(text: str | bytes, name: str = "table.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


def test_names_types_and_rows(write):
    path = write(
        "id,name,score,day,ok,mixed\n"
        '1,"Ada, first",1.5,2026-01-01,true,1\n'
        '2,"two\nlines",,2026-01-02T10:00:00Z,false,x\n'
        "3,Grace,-2e3,2026-01-03,TRUE,\n"
    )
    page = read_page(path)
    assert [(column.name, column.type) for column in page.columns] == [
        ("id", "integer"),
        ("name", "text"),
        ("score", "number"),
        ("day", "date"),
        ("ok", "boolean"),
        ("mixed", "text"),
    ]
    assert page.rows[1] == ["2", "two\nlines", "", "2026-01-02T10:00:00Z", "false", "x"]
    assert (page.total, page.complete, page.all_columns) == (3, True, 6)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_is_between_the_cells_is_found_out(write, delimiter):
    page = read_page(write(f"a{delimiter}b\n1{delimiter}2,5\n"))
    assert page.rows[0][0] == "1"
    assert page.columns[1].name == "b"


def test_a_mark_at_the_beginning_other_line_ends_empty_and_uneven_lines(write):
    page = read_page(write(b"\xef\xbb\xbfa,b\r\n1\r\n\r\n2,3,4\r\n"))
    assert [column.name for column in page.columns] == ["a", "b", ""]
    assert page.rows == [["1", "", ""], ["2", "3", "4"]]


def test_pages_of_a_long_file(write):
    path = write("n\n" + "".join(f"{number}\n" for number in range(5000)))
    assert read_page(path, offset=4990).rows == [[str(number)] for number in range(4990, 5000)]
    assert read_page(path, offset=9999).rows == []
    assert len(read_page(path, limit=10_000).rows) == tables.MAX_PAGE


def test_numbers_are_sorted_by_size_with_what_is_none_behind(write):
    path = write("n,t\n10,b\n9,a\n,c\n-1.5,A\nx,\n9,d\n")
    order = [row[0] for row in read_page(path, sort=1).rows]
    assert order == ["9", "-1.5", "10", "", "9", "x"], "by letters, equal ones as in the file, missing last"
    path = write("n\n" + "10\n9\n\n-1.5\nNaN\n9.0\n" * 300 + "word\n", "long.csv")
    up = read_page(path, sort=0, offset=0, limit=1).rows
    assert up == [["-1.5"]]
    end = read_page(path, sort=0, offset=1200, limit=2).rows
    assert end == [["word"], ["NaN"]]
    down = read_page(path, sort=0, descending=True, limit=1).rows
    assert down == [["10"]]


def test_a_file_that_has_changed_is_read_anew(write):
    path = write("a\n1\n")
    assert read_page(path).total == 1
    write("a\n1\n2\n3\n")
    assert read_page(path).total == 3


def test_work_and_answer_are_bounded(write, monkeypatch):
    monkeypatch.setattr(tables, "MAX_ROWS", 10)
    page = read_page(write("a\n" + "1\n" * 50))
    assert (page.total, page.complete) == (10, False)
    wide = read_page(write(",".join(["x" * 900] * 1000) + "\n" + ",".join(["y" * 900] * 1000)))
    assert (len(wide.columns), wide.all_columns) == (tables.MAX_COLUMNS, 1000)
    assert {len(cell) for cell in wide.rows[0]} == {tables.MAX_CELL}
    assert {len(column.name) for column in wide.columns} == {tables.MAX_CELL}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"x" * 2_000_000, "longer than"),
        (b'a,b\n"' + b"line\n" * 1_000_000, "row at byte 4 is longer than 4 MB"),
        (b"a\n" + b'"x\n",' * 1_000_000, "row at byte 2 is longer than 4 MB"),
        ("a;b\n1;2\n".encode("utf-16"), "UTF-16"),
        (b"a\rb\rc\r", "new-line"),
    ],
)
def test_what_is_no_table_says_why(write, content, reason):
    with pytest.raises(Invalid, match=reason):
        read_page(write(content))


def test_bytes_that_are_no_text_are_shown_as_such(write):
    assert read_page(write(b"a,b\n\x81\x8d\0,2\n")).rows == [["\ufffd" * 3, "2"]]


def test_lines_that_are_not_utf8_are_read_as_windows_writes_them(write):
    path = write(b"name;city\n" + "Jürgen;5 €\n".encode("cp1252") + "Zoë;Łódź\n".encode())
    assert read_page(path).rows == [["Jürgen", "5 €"], ["Zoë", "Łódź"]]


def test_a_cell_may_be_as_large_as_a_shape_on_a_map(write):
    page = read_page(write('id,shape\n1,"' + "x" * 300_000 + '"\n2,y\n'))
    assert [row[0] for row in page.rows] == ["1", "2"]
    assert len(page.rows[0][1]) == tables.MAX_CELL


@pytest.mark.parametrize(
    "text",
    ["x (m, s);y (m, s)\n1,5;2\n3,5;4\n", "one,two;three\n1;2\n3;4\n", 'a;"b, c, d"\n1;2\n'],
)
def test_a_name_with_commas_does_not_hide_what_is_between_the_cells(write, text):
    assert read_page(write(text)).all_columns == 2


def test_of_a_wide_table_only_what_is_shown_is_kept(write):
    width = 4 * tables.MAX_COLUMNS
    path = write(",".join(f"c{number}" for number in range(width)) + "\n" + ",".join("7" * width) + "\n")
    page = read_page(path)
    assert (len(page.columns), page.all_columns) == (tables.MAX_COLUMNS, width)
    assert page.columns[-1].type == "integer"
    with pytest.raises(Invalid, match=f"shows {tables.MAX_COLUMNS}"):
        read_page(path, sort=tables.MAX_COLUMNS)


def test_a_column_or_file_that_is_not_there(write, tmp_path):
    with pytest.raises(Invalid, match="no column 3"):
        read_page(write("a\n1\n"), sort=3)
    gone = local_file(write("a\n1\n", "gone.csv"), "gone.csv")
    gone.path.unlink()
    with pytest.raises(NotFound):
        tables.read_page(gone)
    empty = read_page(write(""))
    assert (empty.columns, empty.rows, empty.total) == ([], [], 0)


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=12)


@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=20))
def test_what_the_standard_library_writes_is_read_back(tmp_path_factory, rows):
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["one", "two"], *rows])
    path = tmp_path_factory.mktemp("tables") / "any.csv"
    path.write_bytes(text.getvalue().encode())
    found = [read_page(path, offset=number, limit=1).rows[0] for number in range(len(rows))]
    assert found == rows
