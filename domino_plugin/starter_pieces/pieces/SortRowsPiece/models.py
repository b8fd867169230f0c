from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field


class SortKey(BaseModel):
    """A column to sort by."""

    column: str = Field(title="Column", description="Name of the column.")
    descending: bool = Field(
        default=False,
        title="Largest first",
        description="Whether the largest, the latest or Z comes first.",
        json_schema_extra={"from_upstream": "never"},
    )


class InputModel(BaseModel):
    """The table and its new order."""

    file_path: str = Field(
        title="File",
        description="The table: a CSV file of an upstream Piece.",
        json_schema_extra={"from_upstream": "always"},
    )
    sort_by: list[SortKey] = Field(
        min_length=1,
        title="Sort by",
        description="Columns to sort by: the second decides among rows that are equal in the first.",
        json_schema_extra={"from_upstream": "never"},
    )
    missing: Literal["last", "first"] = Field(
        default="last",
        title="Missing cells",
        description="Whether rows with a missing cell come last or first.",
        json_schema_extra={"from_upstream": "never"},
    )
    case_sensitive: bool = Field(
        default=False,
        title="Case-sensitive",
        description="Whether Z comes before a.",
        json_schema_extra={"from_upstream": "never"},
    )
    distinct: bool = Field(
        default=False,
        title="Drop repeated rows",
        description="Whether only the first of rows with all the same cells is kept.",
        json_schema_extra={"from_upstream": "never"},
    )
    row_limit: int | None = Field(
        default=None,
        ge=1,
        title="Row limit",
        description="Keep only the first rows of the sorted table, as in a top ten; empty keeps all.",
    )


class OutputModel(BaseModel):
    """The rows in their new order."""

    file_path: str = Field(title="File", description="The sorted table as a CSV file.")
    row_count: int = Field(title="Rows", description="Number of rows.")
    columns: list[str] = Field(title="Columns", description="Names of the columns.")
    data: list[dict[str, Any]] = Field(title="Data", description="The first 1000 rows as objects.")
