from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field


class InputModel(BaseModel):
    """Where the JSON is and what in it is wanted."""

    file_path: str = Field(
        default="sample:wheat",
        title="File",
        description="Path or web address (http, https) of a JSON or JSON Lines file; sample:wheat is a data "
        "set that comes with this Piece.",
        json_schema_extra={"format": "file-path"},
    )
    records: str = Field(
        default="",
        title="Path to the records",
        description="Where in the JSON the wanted part is: keys and indexes with dots between them, such as "
        "response.items or 0.rows. Empty takes all.",
        json_schema_extra={"from_upstream": "never"},
    )
    flatten: bool = Field(
        default=True,
        title="Flatten objects",
        description="Whether an object in a record becomes columns of its own, such as address.city; "
        "else it stays JSON in one column. Lists always stay JSON.",
        json_schema_extra={"from_upstream": "never"},
    )


class OutputModel(BaseModel):
    """The JSON as a value and, if it holds records, as a table."""

    value: Any = Field(
        title="Value",
        description="The wanted part; only its first 1000 items if it is a longer list.",
    )
    file_path: str | None = Field(
        title="File", description="The records as a CSV file; nothing if there are no records."
    )
    row_count: int | None = Field(title="Rows", description="Number of records.")
    columns: list[str] = Field(title="Columns", description="Names of the columns.")
