from __future__ import annotations

from enum import Enum

from pydantic import BaseModel, Field
from starter_encoding import Encoding


class Delimiter(str, Enum):
    """What stands between two cells."""

    auto = "auto"
    comma = "comma"
    semicolon = "semicolon"
    tab = "tab"
    pipe = "pipe"
    spaces = "spaces"


class DecimalSeparator(str, Enum):
    """What stands before the decimals of a number."""

    point = "point"
    comma = "comma"


class ColumnType(str, Enum):
    """What the cells of a column are."""

    text = "text"
    integer = "integer"
    number = "number"
    boolean = "boolean"
    date = "date"
    datetime = "datetime"


class TypedColumn(BaseModel):
    """A column whose cells must be of a type."""

    column: str = Field(title="Column", description="Name of the column, as in the header line.")
    type: ColumnType = Field(
        default=ColumnType.text,
        title="Type",
        description="Type of the cells; a cell that is not of it stops the Piece.",
        json_schema_extra={"from_upstream": "never"},
    )
    date_format: str | None = Field(
        default=None,
        title="Date format",
        description="How dates are written in the file, such as %d.%m.%Y; without it 2026-01-31 is expected.",
        json_schema_extra={"from_upstream": "never"},
    )


class InputModel(BaseModel):
    """Where the table is and how it is written."""

    file_path: str = Field(
        default="sample:penguins",
        title="File",
        description="Path or web address (http, https) of a CSV file, plain or as .gz, .bz2 or .xz; "
        "sample:penguins is a data set that comes with this Piece.",
    )
    delimiter: Delimiter = Field(
        default=Delimiter.auto,
        title="Delimiter",
        description="What stands between two cells; auto finds out by the first lines.",
        json_schema_extra={"from_upstream": "never"},
    )
    encoding: Encoding = Field(
        default="utf-8",
        title="Encoding",
        description="Text encoding of the file, such as utf-8, cp1252 (Windows) or latin-1.",
        json_schema_extra={"from_upstream": "never"},
    )
    header: bool = Field(
        default=True,
        title="Header line",
        description="Whether the first line holds the names of the columns; else they are column_1, ...",
        json_schema_extra={"from_upstream": "never"},
    )
    skip_rows: int = Field(
        default=0,
        ge=0,
        title="Lines to skip",
        description="Lines at the top of the file that are no part of the table.",
        json_schema_extra={"from_upstream": "never"},
    )
    columns: list[str] = Field(
        default=[],
        title="Columns",
        description="Columns to keep, in this order; none keeps all.",
    )
    column_types: list[TypedColumn] = Field(
        default=[],
        title="Column types",
        description="Columns whose cells are checked and written in a standard way.",
        json_schema_extra={"from_upstream": "never"},
    )
    decimal: DecimalSeparator = Field(
        default=DecimalSeparator.point,
        title="Decimal separator",
        description="How numbers are written in the file; they are passed on with a point.",
        json_schema_extra={"from_upstream": "never"},
    )
    missing_values: list[str] = Field(
        default=["NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "None"],
        title="Missing values",
        description="Cells that mean 'no value', besides empty ones; they are passed on empty.",
        json_schema_extra={"from_upstream": "never"},
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
    column_types: dict[str, str] = Field(
        title="Column types", description="What each column holds: text, integer, number or boolean."
    )
