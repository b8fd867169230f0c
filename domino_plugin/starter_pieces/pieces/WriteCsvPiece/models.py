from __future__ import annotations

from enum import Enum
from typing import Literal

from pydantic import BaseModel, Field
from starter_encoding import Encoding


class Delimiter(str, Enum):
    """What stands between two cells."""

    comma = "comma"
    semicolon = "semicolon"
    tab = "tab"
    pipe = "pipe"


class InputModel(BaseModel):
    """The table and how it is written."""

    file_path: str = Field(
        title="File",
        description="The table: a CSV file of an upstream Piece.",
        json_schema_extra={"from_upstream": "always"},
    )
    file_name: str = Field(
        default="table.csv",
        min_length=1,
        max_length=200,
        title="File name",
        description="Name of the new file in the results folder; with .gz at its end it is compressed.",
    )
    delimiter: Delimiter = Field(
        default=Delimiter.comma,
        title="Delimiter",
        description="What stands between two cells; many programs in Europe expect a semicolon.",
        json_schema_extra={"from_upstream": "never"},
    )
    decimal: Literal["point", "comma"] = Field(
        default="point",
        title="Decimal separator",
        description="What stands before the decimals of a number, in columns that hold numbers.",
        json_schema_extra={"from_upstream": "never"},
    )
    encoding: Encoding = Field(
        default="utf-8",
        title="Encoding",
        description="Text encoding of the file: utf-8, utf-8-sig (for Excel), cp1252 (Windows) or latin-1.",
        json_schema_extra={"from_upstream": "never"},
    )
    header: bool = Field(
        default=True,
        title="Header line",
        description="Whether the first line holds the names of the columns.",
        json_schema_extra={"from_upstream": "never"},
    )
    missing: str = Field(
        default="",
        title="Missing cells",
        description="What is written where there is no value, such as NA; by default nothing.",
        json_schema_extra={"from_upstream": "never"},
    )
    quote_all: bool = Field(
        default=False,
        title="Quote all cells",
        description="Whether each cell stands in double quotes, not only those that need it.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """The file."""

    file_path: str = Field(title="File", description="The CSV file as asked for.")
    row_count: int = Field(title="Rows", description="Number of rows.")
    size_bytes: int = Field(title="Size", description="Size of the file in bytes.")
