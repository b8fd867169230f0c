from __future__ import annotations

from enum import Enum
from typing import Any

from pydantic import BaseModel, Field


class Function(str, Enum):
    """What becomes of several cells that fall on one place."""

    sum = "sum"
    mean = "mean"
    median = "median"
    min = "min"
    max = "max"
    count = "count"
    first = "first"
    only = "the only one"


class InputModel(BaseModel):
    """The table and what becomes a column."""

    file_path: str = Field(
        title="File",
        description="The table: a CSV file of an upstream Piece.",
        json_schema_extra={"from_upstream": "always"},
    )
    rows: list[str] = Field(
        min_length=1,
        title="Rows",
        description="Columns whose equal values make a row of the result.",
    )
    columns: str = Field(title="Columns", description="Column whose values become the names of new columns.")
    values: str = Field(title="Values", description="Column whose cells are put into the new columns.")
    function: Function = Field(
        default=Function.sum,
        title="Function",
        description="What is calculated where several cells fall on one place. "
        "'the only one' takes the cell as it is and stops if there is a second one.",
        json_schema_extra={"from_upstream": "never"},
    )
    fill: str | int | float | None = Field(
        default=None,
        title="Fill",
        description="What stands where there is no cell, such as 0; empty leaves it missing.",
        json_schema_extra={"from_upstream": "never"},
    )
    prefix: str = Field(
        default="",
        max_length=100,
        title="Prefix",
        description="Put before the names of the new columns, such as 'year_'.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """The cross table."""

    file_path: str = Field(title="File", description="The result as a CSV file.")
    row_count: int = Field(title="Rows", description="Number of rows.")
    columns: list[str] = Field(title="Columns", description="Row columns, then the new ones.")
    data: list[dict[str, Any]] = Field(title="Data", description="The first 1000 rows as objects.")
