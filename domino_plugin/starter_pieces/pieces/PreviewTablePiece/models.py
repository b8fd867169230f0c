from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field


class InputModel(BaseModel):
    """The table and which rows are shown."""

    file_path: str = Field(
        title="File",
        description="The table: a CSV file of an upstream Piece.",
        json_schema_extra={"from_upstream": "always"},
    )
    rows: int = Field(
        default=20,
        ge=1,
        le=1000,
        title="Rows",
        description="How many rows are shown.",
        json_schema_extra={"from_upstream": "never"},
    )
    position: Literal["first", "last", "random"] = Field(
        default="first",
        title="Which rows",
        description="The first rows, the last ones, or some picked at random (the same ones each time).",
        json_schema_extra={"from_upstream": "never"},
    )
    columns: list[str] = Field(
        default=[], title="Columns", description="Columns to show, in this order; none shows all."
    )


class ColumnSummary(BaseModel):
    """What a column holds."""

    name: str = Field(title="Name", description="Name of the column.")
    type: str = Field(title="Type", description="text, integer, number or boolean.")
    missing: int = Field(title="Missing", description="Number of missing cells.")
    distinct: int = Field(title="Distinct", description="Number of different values.")
    smallest: Any = Field(title="Smallest", description="The smallest value; of texts the first by alphabet.")
    largest: Any = Field(title="Largest", description="The largest value; of texts the last by alphabet.")
    mean: float | None = Field(title="Mean", description="The mean of the numbers, if it holds numbers.")


class OutputModel(BaseModel):
    """What is shown, and what the columns hold."""

    file_path: str = Field(title="File", description="The rows shown, as a CSV file.")
    row_count: int = Field(title="Rows", description="Number of rows of the whole table.")
    columns: list[ColumnSummary] = Field(
        title="Columns", description="For each column, over all rows: type, missing cells, range."
    )
    data: list[dict[str, Any]] = Field(title="Data", description="The rows shown, as objects.")
