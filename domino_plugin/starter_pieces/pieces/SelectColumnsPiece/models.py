from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field


class InputModel(BaseModel):
    """The table and its new columns."""

    file_path: str = Field(
        title="File",
        description="The table: a CSV file of an upstream Piece.",
        json_schema_extra={"from_upstream": "always"},
    )
    columns: list[str] = Field(
        default=[],
        title="Columns",
        description="Columns to keep, in this order, by their old names; none keeps all.",
    )
    drop: list[str] = Field(
        default=[], title="Columns to drop", description="Columns to leave out, by their old names."
    )
    rename: dict[str, str] = Field(
        default={},
        title="New names",
        description="Old name and new name of each column to rename.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """The table with its new columns."""

    file_path: str = Field(title="File", description="The result as a CSV file.")
    row_count: int = Field(title="Rows", description="Number of rows.")
    columns: list[str] = Field(title="Columns", description="Names of the columns.")
    data: list[dict[str, Any]] = Field(title="Data", description="The first 1000 rows as objects.")
