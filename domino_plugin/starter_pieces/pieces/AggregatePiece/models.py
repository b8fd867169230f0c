from __future__ import annotations

from enum import Enum
from typing import Any

from pydantic import BaseModel, Field


class Function(str, Enum):
    """What is calculated from the cells of a group."""

    count = "count"
    count_distinct = "count distinct"
    sum = "sum"
    mean = "mean"
    median = "median"
    min = "min"
    max = "max"
    std = "standard deviation"
    var = "variance"
    first = "first"
    last = "last"


class Aggregation(BaseModel):
    """One column of the result."""

    function: Function = Field(
        default=Function.count,
        title="Function",
        description="What is calculated; missing cells are left out. Standard deviation and variance are "
        "those of a sample (n - 1).",
        json_schema_extra={"from_upstream": "never"},
    )
    column: str | None = Field(
        default=None,
        title="Column",
        description="Column to calculate with; 'count' without a column counts rows.",
    )
    name: str | None = Field(
        default=None,
        title="Name",
        description="Name of the column in the result; by default function and column, as mean_price.",
        json_schema_extra={"from_upstream": "never"},
    )


class InputModel(BaseModel):
    """The table, its groups and what is calculated."""

    file_path: str = Field(
        title="File",
        description="The table: a CSV file of an upstream Piece.",
        json_schema_extra={"from_upstream": "always"},
    )
    group_by: list[str] = Field(
        default=[],
        title="Group by",
        description="Columns whose equal values make a group; none takes the table as one group.",
    )
    aggregations: list[Aggregation] = Field(
        default=[Aggregation(name="rows")],
        min_length=1,
        title="Calculations",
        description="What is calculated for each group.",
        json_schema_extra={"from_upstream": "never"},
    )
    keep_missing_groups: bool = Field(
        default=False,
        title="Keep missing groups",
        description="Whether rows without a value in a group column make a group or are left out.",
        json_schema_extra={"from_upstream": "never"},
    )
    sort_by: str | None = Field(
        default=None,
        title="Sort by",
        description="Column of the result to sort by; by default the group columns, in their order.",
    )
    descending: bool = Field(
        default=False,
        title="Descending",
        description="Whether the largest comes first; needs 'Sort by'.",
        json_schema_extra={"from_upstream": "never"},
    )
    row_limit: int | None = Field(
        default=None,
        ge=1,
        title="Row limit",
        description="Keep only the first rows of the sorted result; empty keeps all.",
    )


class OutputModel(BaseModel):
    """The result: a row per group."""

    file_path: str = Field(title="File", description="The result as a CSV file.")
    row_count: int = Field(title="Rows", description="Number of rows: one for each group.")
    columns: list[str] = Field(title="Columns", description="Group columns, then one for each calculation.")
    data: list[dict[str, Any]] = Field(
        title="Data", description="The first 1000 rows as objects, for Pieces that work with values."
    )
