from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field
from starter_encoding import Encoding


class InputModel(BaseModel):
    """The text and its file."""

    text: str = Field(
        title="Text",
        description="What is written: typed in, or an output of an upstream Piece.",
        json_schema_extra={"widget": "textarea"},
    )
    file_name: str = Field(
        default="text",
        min_length=1,
        max_length=200,
        title="File name",
        description="Name of the new file in the results folder; the ending follows from the kind.",
    )
    kind: Literal["txt", "md", "html"] = Field(
        default="txt",
        title="Kind",
        description="Plain text, Markdown or HTML: how it is shown, and the ending of the file.",
        json_schema_extra={"from_upstream": "never"},
    )
    encoding: Encoding = Field(
        default="utf-8",
        title="Encoding",
        description="Text encoding of the file: utf-8, cp1252 (Windows) or latin-1.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """The file."""

    file_path: str = Field(title="File", description="The file.")
    size_bytes: int = Field(title="Size", description="Size of the file in bytes.")
