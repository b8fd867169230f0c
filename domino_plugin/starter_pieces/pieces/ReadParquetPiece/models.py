from __future__ import annotations

from pydantic import BaseModel, Field


class InputModel(BaseModel):
    """Where the table is."""

    file_path: str = Field(
        title="File",
        description="Path or web address (http, https) of a Parquet file.",
        json_schema_extra={"format": "file-path"},
    )
    columns: list[str] = Field(
        default=[],
        title="Columns",
        description="Columns to keep, in this order; none keeps all.",
    )
    row_limit: int | None = Field(
        default=None,
        ge=1,
        title="Row limit",
        description="Read at most this many rows; empty reads all.",
    )


class OutputModel(BaseModel):
    """The table as a clean CSV file."""

    file_path: str = Field(title="File", description="The table: UTF-8, comma separated, with a header line.")
    row_count: int = Field(title="Rows", description="Number of rows.")
    columns: list[str] = Field(title="Columns", description="Names of the columns.")
    column_types: dict[str, str] = Field(
        title="Column types", description="The type of each column in the Parquet file."
    )
