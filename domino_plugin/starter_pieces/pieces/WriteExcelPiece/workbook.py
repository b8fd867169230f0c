"""Writes tables as sheets, with cells of the kind that their columns hold."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from starter_cells import Kind, kind_of, value
from starter_files import TableError

#: What a sheet of Excel can hold.
MAX_ROWS, MAX_COLUMNS, MAX_LETTERS = 1_048_576, 16_384, 32_767
#: Numbers of more digits than this lose some in Excel, so they stay text.
EXACT = 10**15
WIDEST, ROWS_MEASURED = 60, 200


def add_sheet(
    workbook: Workbook, name: str, header: list[str], rows: list[list[str]], *, styled: bool, field: str
) -> None:
    """Add a sheet with a table.

    Raises:
        TableError: it is more than a sheet can hold.
    """
    if len(rows) >= MAX_ROWS or len(header) > MAX_COLUMNS:
        raise TableError(
            f"{field}: the table has {len(rows):,} rows and {len(header):,} columns; a sheet holds at most "
            f"{MAX_ROWS - 1:,} and {MAX_COLUMNS:,}. Filter or aggregate it, or write CSV or Parquet."
        )
    sheet = workbook.create_sheet(name)
    if styled:
        sheet.freeze_panes = "A2"
        for index in range(len(header)):
            sheet.column_dimensions[get_column_letter(index + 1)].width = _width(header, rows, index)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{len(rows) + 1}"
    sheet.append([_heading(sheet, title, bold=styled) for title in header])
    kinds = [kind_of(row[index] for row in rows) for index in range(len(header))]
    for row in rows:
        sheet.append([_cell(sheet, cell, kind) for cell, kind in zip(row, kinds, strict=True)])


def _width(header: list[str], rows: list[list[str]], index: int) -> int:
    letters = [len(header[index]) + 4, *(len(row[index]) + 2 for row in rows[:ROWS_MEASURED])]
    return min(max(letters), WIDEST)


def _heading(sheet: Any, title: str, *, bold: bool) -> WriteOnlyCell:
    cell = _text_cell(sheet, title)
    if bold:
        cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, text: str, kind: Kind) -> Any:
    if text == "":
        return None
    if kind == "text" or (kind == "integer" and abs(int(text)) >= EXACT):
        return _text_cell(sheet, text)
    return value(text, kind)


def _text_cell(sheet: Any, text: str) -> WriteOnlyCell:
    """Return a cell of text, whatever it starts with: never a formula."""
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text)[:MAX_LETTERS])
    cell.data_type = "s"
    return cell
