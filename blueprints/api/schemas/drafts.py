"""Drafts: work in progress, each its owner's."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from domino_plugin.blueprints.api.schemas.base import Answer, PageQuery, Request, Storable, WorkspacePath
from pydantic import BaseModel, Field, StringConstraints

from domino_plugin.workflows.layout import Layout

#: May be empty: nothing that is typed may keep a draft from being saved.
DraftName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), Storable]
Number = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1)]


class DraftPath(WorkspacePath):
    """A draft in a workspace."""

    draft_id: int


class DraftQuery(PageQuery):
    """Which drafts."""

    workflow_id: int | None = Field(
        default=None, ge=0, le=2**31 - 1, description="Only those of this workflow."
    )


class DraftHeader(BaseModel):
    """The revision a change is based on."""

    if_match: str = Field(
        alias="If-Match", description='The ETag the draft was read with: its revision, as in `"3"`.'
    )


class DraftUpdate(Request):
    """What a draft holds."""

    name: DraftName
    base_version: Number | None = Field(
        default=None, description="Version of the workflow that the work started from."
    )
    document: dict[str, Any] = Field(description="Stored as it is, valid or not; up to 4 MB.")
    layout: Layout = Field(default_factory=Layout)


class DraftCreate(DraftUpdate):
    """A new draft."""

    workflow_id: Number | None = Field(default=None, description="Null: of a workflow that is yet to be.")


class DraftSummary(Answer):
    """A draft without what it holds. Its ETag is the revision, which If-Match takes."""

    id: int
    name: str
    workflow_id: int | None = Field(
        description="Null: of a workflow that is yet to be, or was deleted meanwhile."
    )
    base_version: int | None
    revision: int
    created_at: dt.datetime
    updated_at: dt.datetime


class Draft(DraftSummary):
    """A draft, whole."""

    document: dict[str, Any]
    layout: Layout


class DraftList(Answer):
    """The caller's drafts, last saved first."""

    items: list[DraftSummary]
    total: int
