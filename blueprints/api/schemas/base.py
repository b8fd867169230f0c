"""What the models of the API have in common."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("the character U+0000 can't be stored")
    return text


#: For texts that the database keeps or is asked for: no NUL, which PostgreSQL can't store. It stands after
#: `StringConstraints`, whose messages would speak of items instead of characters otherwise.
Storable = AfterValidator(_storable)


class Request(BaseModel):
    """A request's body; unknown fields are refused, so that a typing error is noticed."""

    model_config = ConfigDict(extra="forbid")


class Answer(BaseModel):
    """An answer, made from our own objects."""

    model_config = ConfigDict(from_attributes=True)


class Query(BaseModel):
    """A request's query parameters; unknown ones are ignored, as proxies add theirs."""


class PageQuery(Query):
    """Which part of a list."""

    limit: int = Field(default=50, ge=1, le=200, description="Entries to return at the most.")
    offset: int = Field(default=0, ge=0, le=1_000_000, description="Entries to skip.")


class WorkspacePath(BaseModel):
    """A workspace."""

    workspace_id: int


class ProblemItem(Answer):
    """One thing that is wrong."""

    severity: Literal["error", "warning"]
    node: str | None = Field(description="Id of the node it is about.")
    field: str | None = Field(
        description="Field it is about, such as `nodes[0].retries`, or a Piece's input."
    )
    reason: str
    fix: str | None = Field(description="The way out, if one is known.")


class ProblemDocument(Answer):
    """An error (RFC 9457, application/problem+json)."""

    type: str
    status: int
    title: str
    detail: str
    problems: list[ProblemItem]
    incident: str | None = Field(default=None, description="Where to look in the server's log.")
    revision: int | None = Field(
        default=None, description="Of a thing that was saved meanwhile: the revision it has now."
    )
    updated_at: dt.datetime | None = Field(default=None, description="When that revision was saved.")
