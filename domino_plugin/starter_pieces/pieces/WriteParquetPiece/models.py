from __future__ import annotations

from enum import Enum

from pydantic import BaseModel, Field


class Compression(str, Enum):
    """How the columns are compressed."""

    zstd = "zstd"
    snappy = "snappy"
    gzip = "gzip"
    none = "none"


class InputModel(BaseModel):
    """The table and how it is written."""

    file_path: str = Field(
        title="File",
        description="The table: a CSV file of an upstream Piece.",
        json_schema_extra={"from_upstream": "always"},
    )
    file_name: str = Field(
        default="table.parquet",
        min_length=1,
        max_length=200,
        title="File name",
        description="Name of the new file in the results folder.",
    )
    compression: Compression = Field(
        default=Compression.zstd,
        title="Compression",
        description="zstd is small and quick; snappy is read by the oldest programs as well.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """The file."""

    file_path: str = Field(title="File", description="The Parquet file.")
    row_count: int = Field(title="Rows", description="Number of rows.")
    size_bytes: int = Field(title="Size", description="Size of the file in bytes.")
    column_types: dict[str, str] = Field(
        title="Column types", description="The type each column got: found by its cells."
    )
