from __future__ import annotations

from enum import Enum
from typing import Any

from pydantic import BaseModel, Field


class Shape(str, Enum):
    """How a table becomes JSON."""

    records = "records"
    columns = "columns"
    lines = "lines"


class InputModel(BaseModel):
    """What is written, and how."""

    file_path: str | None = Field(
        default=None,
        title="Table",
        description="A table to write: a CSV file of an upstream Piece. Leave it empty to write a value.",
        json_schema_extra={"from_upstream": "always"},
    )
    value: Any = Field(
        default=None,
        title="Value",
        description="A value to write: an output of an upstream Piece, or JSON that you type in.",
        json_schema_extra={"widget": "codeeditor-json"},
    )
    file_name: str = Field(
        default="data.json",
        min_length=1,
        max_length=200,
        title="File name",
        description="Name of the new file in the results folder.",
    )
    shape: Shape = Field(
        default=Shape.records,
        title="Shape of a table",
        description="records: a list with an object for each row; columns: an object with a list for each "
        "column; lines: an object on each line (JSON Lines).",
        json_schema_extra={"from_upstream": "never"},
    )
    indent: int = Field(
        default=2,
        ge=0,
        le=8,
        title="Indent",
        description="Spaces by which each level is indented; 0 writes all on one line.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """The file."""

    file_path: str = Field(title="File", description="The JSON file.")
    row_count: int | None = Field(title="Rows", description="Number of rows, if a table was written.")
    size_bytes: int = Field(title="Size", description="Size of the file in bytes.")
