from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field


class InputModel(BaseModel):
    """The table and which columns become rows."""

    file_path: str = Field(
        title="File",
        description="The table: a CSV file of an upstream Piece.",
        json_schema_extra={"from_upstream": "always"},
    )
    keep: list[str] = Field(
        default=[],
        title="Columns to keep",
        description="Columns that stay and are repeated in each row, such as a name or a year.",
    )
    columns: list[str] = Field(
        default=[],
        title="Columns to unpivot",
        description="Columns that become rows; none takes all that are not kept.",
    )
    name_column: str = Field(
        default="name",
        min_length=1,
        title="Column for names",
        description="Name of the new column that says from which column a cell came.",
        json_schema_extra={"from_upstream": "never"},
    )
    value_column: str = Field(
        default="value",
        min_length=1,
        title="Column for values",
        description="Name of the new column with the cells.",
        json_schema_extra={"from_upstream": "never"},
    )
    drop_missing: bool = Field(
        default=True,
        title="Drop missing cells",
        description="Whether missing cells make no row.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """The long table."""

    file_path: str = Field(title="File", description="The result as a CSV file.")
    row_count: int = Field(title="Rows", description="Number of rows.")
    columns: list[str] = Field(title="Columns", description="Kept columns, then name and value.")
    data: list[dict[str, Any]] = Field(title="Data", description="The first 1000 rows as objects.")
