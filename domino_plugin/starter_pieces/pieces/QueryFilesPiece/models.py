from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

EXAMPLE = """\
-- Each file below is a table by the name you give it.
SELECT *
FROM data
LIMIT 100
"""


class Table(BaseModel):
    """A file and the name by which the query calls it."""

    name: str = Field(
        pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,62}$",
        title="Name",
        description="Name of the table in the query: letters, digits and underscores.",
        json_schema_extra={"from_upstream": "never"},
    )
    file_path: str = Field(
        title="File",
        description="A CSV, JSON, JSON Lines or Parquet file of an upstream Piece.",
        json_schema_extra={"from_upstream": "always"},
    )


class InputModel(BaseModel):
    """The files and the query."""

    tables: list[Table] = Field(
        min_length=1,
        title="Tables",
        description="The files that the query reads, each with a name.",
        json_schema_extra={"from_upstream": "never"},
    )
    query: str = Field(
        default=EXAMPLE,
        min_length=1,
        title="Query",
        description="A query in DuckDB's SQL, much like PostgreSQL's. Columns of CSV files have types: "
        "whole numbers, numbers, true/false, dates, moments or text.",
        json_schema_extra={"from_upstream": "never", "widget": "codeeditor-sql"},
    )
    parameters: dict[str, str | int | float | bool | None] = Field(
        default={},
        title="Parameters",
        description="Values for the query, by name: write $name in it. Safer than values in the text.",
    )


class OutputModel(BaseModel):
    """The result of the query."""

    file_path: str = Field(title="File", description="The result as a CSV file.")
    row_count: int = Field(title="Rows", description="Number of rows.")
    columns: list[str] = Field(title="Columns", description="Names of the columns.")
    data: list[dict[str, Any]] = Field(title="Data", description="The first 1000 rows as objects.")
