from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field


class Key(BaseModel):
    """Columns whose cells must be equal."""

    left: str = Field(title="Column of the first table", description="Name of the column in the first table.")
    right: str | None = Field(
        default=None,
        title="Column of the second table",
        description="Name of the column in the second table; empty if it has the same name.",
    )


class InputModel(BaseModel):
    """Two tables and how their rows belong together."""

    left_path: str = Field(
        title="First table",
        description="The table whose rows and columns come first: a CSV file of an upstream Piece.",
        json_schema_extra={"from_upstream": "always"},
    )
    right_path: str = Field(
        title="Second table",
        description="The table whose columns are added: a CSV file of an upstream Piece.",
        json_schema_extra={"from_upstream": "always"},
    )
    keys: list[Key] = Field(
        min_length=1,
        title="Keys",
        description="Columns whose cells must be equal for two rows to belong together. "
        "Numbers are equal by value; a missing cell equals nothing.",
        json_schema_extra={"from_upstream": "never"},
    )
    keep: Literal[
        "matches", "all of the first", "all of the second", "all of both", "first without match"
    ] = Field(
        default="matches",
        title="Rows to keep",
        description="Only rows with a partner (inner join), also those of the first (left), of the second "
        "(right) or of both tables (full outer) that have none, or just the first table's rows without one.",
        json_schema_extra={"from_upstream": "never"},
    )
    suffix: str = Field(
        default="_2",
        min_length=1,
        max_length=30,
        title="Suffix",
        description="Added to the name of a column of the second table that the first one has as well.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """The rows put together."""

    file_path: str = Field(title="File", description="The result as a CSV file.")
    row_count: int = Field(title="Rows", description="Number of rows of the result.")
    columns: list[str] = Field(title="Columns", description="Names of the columns.")
    unmatched_left: int = Field(
        title="First without partner", description="Rows of the first table that have no partner."
    )
    unmatched_right: int = Field(
        title="Second without partner", description="Rows of the second table that have no partner."
    )
    data: list[dict[str, Any]] = Field(title="Data", description="The first 1000 rows as objects.")
