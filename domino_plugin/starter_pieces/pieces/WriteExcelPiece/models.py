from __future__ import annotations

from pydantic import BaseModel, Field


class Sheet(BaseModel):
    """A sheet of the workbook."""

    name: str = Field(
        default="Sheet",
        min_length=1,
        max_length=31,
        pattern=r"^[^\[\]:*?/\\]+$",
        title="Name",
        description="Name of the sheet: at most 31 letters, none of [ ] : * ? / \\.",
    )
    file_path: str = Field(
        title="File",
        description="The table: a CSV file of an upstream Piece.",
        json_schema_extra={"from_upstream": "always"},
    )


class InputModel(BaseModel):
    """The workbook and its sheets."""

    sheets: list[Sheet] = Field(
        min_length=1,
        max_length=100,
        title="Sheets",
        description="The sheets of the workbook, a table each.",
        json_schema_extra={"from_upstream": "never"},
    )
    file_name: str = Field(
        default="tables.xlsx",
        min_length=1,
        max_length=200,
        title="File name",
        description="Name of the new file in the results folder.",
    )
    styled: bool = Field(
        default=True,
        title="Styled",
        description="Whether the header is bold and stays in sight, columns are as wide as their cells and "
        "can be filtered.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """The workbook."""

    file_path: str = Field(title="File", description="The Excel workbook (.xlsx).")
    sheets: list[str] = Field(title="Sheets", description="Names of the sheets.")
    row_count: int = Field(title="Rows", description="Number of rows of all sheets, without headers.")
    size_bytes: int = Field(title="Size", description="Size of the file in bytes.")
