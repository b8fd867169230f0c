from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, Field


class Section(BaseModel):
    """A part of the report: a heading, a text, a table or picture; any of them may be left out."""

    heading: str | None = Field(
        default=None, max_length=300, title="Heading", description="Heading above the section."
    )
    text: str | None = Field(
        default=None,
        title="Text",
        description="Text in Markdown: typed in, or an output of an upstream Piece.",
        json_schema_extra={"widget": "codeeditor-markdown"},
    )
    file_path: str | None = Field(
        default=None,
        title="File",
        description="A table (CSV), picture (PNG, JPEG, GIF, SVG) or text (.txt, .md) of an upstream Piece.",
        json_schema_extra={"from_upstream": "always"},
    )
    caption: str | None = Field(
        default=None,
        max_length=500,
        title="Caption",
        description="Line below the table or picture; what a screen reader says of a picture.",
    )
    columns: list[str] = Field(
        default=[],
        title="Columns",
        description="Columns of the table to show, in this order; none shows all.",
        json_schema_extra={"from_upstream": "never"},
    )
    row_limit: int = Field(
        default=50,
        ge=1,
        le=5000,
        title="Rows",
        description="Rows of the table to show at most.",
        json_schema_extra={"from_upstream": "never"},
    )


class InputModel(BaseModel):
    """The report and its sections."""

    title: str = Field(
        default="Report", min_length=1, max_length=300, title="Title", description="Title of the report."
    )
    subtitle: str | None = Field(
        default=None, max_length=500, title="Subtitle", description="A line below the title."
    )
    date: dt.date | None = Field(
        default=None,
        title="Date",
        description="Date below the title; empty shows none.",
    )
    sections: list[Section] = Field(
        min_length=1,
        max_length=200,
        title="Sections",
        description="The parts of the report, in their order.",
        json_schema_extra={"from_upstream": "never"},
    )
    show: Literal["html", "markdown"] = Field(
        default="html",
        title="Show",
        description="Which of the two files is shown with the task; both are made.",
        json_schema_extra={"from_upstream": "never"},
    )
    contents: bool = Field(
        default=False,
        title="Table of contents",
        description="Whether the headings are listed, with links, below the title.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """The report as files."""

    html_path: str = Field(
        title="HTML",
        description="The report as one HTML page with all pictures in it, to send or to publish.",
    )
    markdown_path: str = Field(title="Markdown", description="The report as Markdown, pictures beside it.")
    section_count: int = Field(title="Sections", description="Number of sections.")
