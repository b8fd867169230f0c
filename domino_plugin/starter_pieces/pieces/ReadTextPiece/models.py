from __future__ import annotations

from pydantic import BaseModel, Field
from starter_encoding import Encoding


class InputModel(BaseModel):
    """Where the text is."""

    file_path: str = Field(
        title="File",
        description="Path or web address (http, https) of a text file, plain or as .gz, .bz2 or .xz.",
        json_schema_extra={"format": "file-path"},
    )
    encoding: Encoding = Field(
        default="utf-8",
        title="Encoding",
        description="Text encoding of the file, such as utf-8, cp1252 (Windows) or latin-1.",
        json_schema_extra={"from_upstream": "never"},
    )
    skip_empty_lines: bool = Field(
        default=False,
        title="Skip empty lines",
        description="Whether lines without text are left out of the lines; the text has them.",
        json_schema_extra={"from_upstream": "never"},
    )
    limit: int = Field(
        default=100_000,
        ge=1,
        le=10_000_000,
        title="Limit",
        description="Characters that the text may have; a longer one stops the Piece, since outputs travel "
        "through Airflow's database.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """The text."""

    text: str = Field(title="Text", description="The whole text.")
    lines: list[str] = Field(title="Lines", description="Its lines, without line ends.")
    line_count: int = Field(title="Number of lines", description="Number of lines.")
    character_count: int = Field(title="Characters", description="Number of characters of the text.")
    file_path: str = Field(title="File", description="The text as a UTF-8 file.")
