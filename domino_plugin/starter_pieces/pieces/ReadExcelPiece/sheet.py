"""Reads the cells of a sheet as the texts that CSV files hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from starter_files import TableError, listed, nearest

ERRORS = {"#N/A", "#DIV/0!", "#REF!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!"}


def open_workbook(path: Path) -> Any:
    """Open a workbook to read values: what formulas gave when it was saved last.

    Raises:
        TableError: it is no workbook that can be read.
    """
    if path.suffix.lower() == ".xls":
        raise TableError(f"file_path: {path.name} has the old format of Excel; save it as .xlsx there.")
    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, OSError, ValueError) as error:
        raise TableError(f"file_path: {path.name} is no Excel workbook (.xlsx): {error}.") from None


def sheet_of(workbook: Any, name: str | None) -> Any:
    """Return a sheet by its name, the first one if none is given."""
    sheets = {sheet.title: sheet for sheet in workbook.worksheets}
    if name is None or name == "":
        return next(iter(sheets.values()))
    if name not in sheets:
        raise TableError(
            f"sheet: there is no sheet {name!r}.{nearest(name, sheets)} The sheets: {listed(sheets)}."
        )
    return sheets[name]


def table_of(sheet: Any, header_row: int, row_limit: int | None) -> tuple[list[str], list[list[str]]]:
    """Return the names of the columns and the rows; rows and columns without any cell are left out.

    Raises:
        TableError: there is no header.
    """
    rows = _texts(sheet, header_row)
    header = next(rows, [])
    while header and not header[-1]:
        header.pop()
    if not header:
        raise TableError(
            f"header_row: row {header_row} of sheet {sheet.title!r} is empty; give the one with the names."
        )
    names = _distinct([name.strip() or f"column_{number}" for number, name in enumerate(header, 1)])
    body = []
    for row in rows:
        cells = (row + [""] * len(names))[: len(names)]
        if any(cells):
            body.append(cells)
        if row_limit and len(body) == row_limit:
            break
    return names, body


def _texts(sheet: Any, first: int) -> Iterator[list[str]]:
    for row in sheet.iter_rows(min_row=first, values_only=True):
        yield [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    if cell is None or cell in ERRORS:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004 (exact up to here)
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        # Excel has no days without a time: midnight means the day.
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)


def _distinct(names: list[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        number, candidate = 1, name
        while candidate in found:
            number, candidate = number + 1, f"{name}.{number}"
        found.append(candidate)
    return found
