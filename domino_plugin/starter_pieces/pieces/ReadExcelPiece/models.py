from __future__ import annotations

from pydantic import BaseModel, Field


class InputModel(BaseModel):
    """The workbook and where in it the table is."""

    file_path: str = Field(
        title="File",
        description="Path or web address (http, https) of an Excel workbook (.xlsx or .xlsm).",
        json_schema_extra={"format": "file-path"},
    )
    sheet: str | None = Field(
        default=None,
        max_length=31,
        title="Sheet",
        description="Name of the sheet; empty takes the first one.",
    )
    header_row: int = Field(
        default=1,
        ge=1,
        le=1_048_576,
        title="Header row",
        description="Number of the row that holds the names of the columns; rows above it are left out.",
        json_schema_extra={"from_upstream": "never"},
    )
    columns: list[str] = Field(
        default=[],
        title="Columns",
        description="Columns to keep, in this order; none keeps all.",
    )
    row_limit: int | None = Field(
        default=None,
        ge=1,
        title="Row limit",
        description="Read at most this many rows; empty reads all.",
    )


class OutputModel(BaseModel):
    """The table as a clean CSV file."""

    file_path: str = Field(title="File", description="The table: UTF-8, comma separated, with a header line.")
    row_count: int = Field(title="Rows", description="Number of rows.")
    columns: list[str] = Field(title="Columns", description="Names of the columns.")
    sheets: list[str] = Field(title="Sheets", description="Names of all sheets of the workbook.")
