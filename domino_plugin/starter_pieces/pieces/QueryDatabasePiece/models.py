from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field


class InputModel(BaseModel):
    """What is asked of the database."""

    query: str = Field(
        default="SELECT 1 AS one\n",
        min_length=1,
        title="Query",
        description="One statement in the SQL of your database. Write :name where a parameter belongs.",
        json_schema_extra={"from_upstream": "never", "widget": "codeeditor-sql"},
    )
    parameters: dict[str, str | int | float | bool | None] = Field(
        default={},
        title="Parameters",
        description="Values for the query, by name. They are data: no value can change the statement.",
    )
    row_limit: int | None = Field(
        default=None,
        ge=1,
        title="Row limit",
        description="Fetch at most this many rows; empty fetches all.",
    )
    read_only: bool = Field(
        default=True,
        title="Read only",
        description="Whether what the statement changes is undone, as far as the database can. "
        "Switch it off for INSERT, UPDATE and the like.",
        json_schema_extra={"from_upstream": "never"},
    )
    timeout_seconds: int = Field(
        default=30,
        ge=1,
        le=3600,
        title="Connect within",
        description="Seconds to wait for a connection to the database.",
        json_schema_extra={"from_upstream": "never"},
    )


class SecretsModel(BaseModel):
    """Which database it is, and who asks."""

    DATABASE_URL: str = Field(
        description="Address of the database: postgresql://user:password@host:5432/name, mysql://... or "
        "sqlite:////folder/file.db. Or connection:NAME for one of Airflow's Connections.",
    )


class OutputModel(BaseModel):
    """The rows."""

    file_path: str = Field(title="File", description="The rows as a CSV file.")
    row_count: int = Field(title="Rows", description="Number of rows fetched; of a change, of rows changed.")
    columns: list[str] = Field(title="Columns", description="Names of the columns.")
    data: list[dict[str, Any]] = Field(title="Data", description="The first 1000 rows as objects.")
