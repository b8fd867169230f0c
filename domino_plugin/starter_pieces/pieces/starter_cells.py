"""Cells of CSV files in plain Python, for Pieces without pandas: what columns hold, cells as values."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal

from starter_files import INTEGER, NUMBER, PREVIEW_ROWS, TableError, open_text

Kind = Literal["text", "integer", "number", "boolean", "date", "datetime"]
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
#: What a kind's cells look like, the narrowest first.
PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("integer", INTEGER),
    ("number", NUMBER),
    ("boolean", r"[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]"),
    ("date", _DATE),
    ("datetime", rf"{_DATE}[ T][0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]{{1,6}})?)?"),
)


def read_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows of a CSV file that a Piece has written.

    Raises:
        TableError: it has no header, or can't be read.
    """
    csv.field_size_limit(2**31 - 1)
    try:
        with open_text(path, "utf-8") as file:
            rows = [row for row in csv.reader(file) if row]
    except (OSError, EOFError, UnicodeError, csv.Error) as error:
        raise TableError(f"{path.name} can't be read as a table: {error}.") from None
    if not rows:
        raise TableError(f"{path.name} is empty: not even a header line was found.")
    header, *body = rows
    width = len(header)
    return header, [(row + [""] * (width - len(row)))[:width] for row in body]


def kind_of(cells: Iterable[str]) -> Kind:
    """Return what a column of texts holds; empty ones are missing."""
    present = [cell for cell in cells if cell]
    if not present:
        return "text"
    for kind, pattern in PATTERNS:
        compiled = re.compile(pattern)
        if all(compiled.fullmatch(cell) for cell in present) and _are_days(kind, present):
            return kind
    return "text"


def _are_days(kind: Kind, cells: list[str]) -> bool:
    """Tell whether what looks like dates are days of the calendar."""
    if kind not in {"date", "datetime"}:
        return True
    try:
        for cell in cells:
            value(cell, kind)
    except ValueError:
        return False
    return True


def value(cell: str, kind: Kind) -> Any:
    """Return a cell as a value of its column's kind; None if it is missing."""
    return None if cell == "" else _READERS[kind](cell)


def _moment(cell: str) -> dt.datetime:
    # Python before 3.11 wants 3 or 6 decimals.
    whole, dot, decimals = cell.partition(".")
    return dt.datetime.fromisoformat(f"{whole}{dot}{decimals.ljust(6, '0') if dot else ''}")


_READERS: dict[Kind, Callable[[str], Any]] = {
    "text": str,
    "integer": int,
    "number": float,
    "boolean": lambda cell: cell.lower() == "true",
    "date": dt.date.fromisoformat,
    "datetime": _moment,
}


def write_rows(path: Path, header: list[str], rows: Iterable[list[str]]) -> None:
    """Write a table as starter Pieces pass tables on: UTF-8 CSV with a header line, missing cells empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def shown(path: Path, header: list[str], rows: list[list[str]]) -> dict[str, str]:
    """Return the display result of a table whose CSV file is `path`: that, or one with its first rows."""
    if len(rows) > PREVIEW_ROWS:
        path = path.with_name(f"{path.stem}.preview.csv")
        write_rows(path, header, rows[:PREVIEW_ROWS])
    return {"file_type": "csv", "file_path": str(path)}
