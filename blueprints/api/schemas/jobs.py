"""Jobs: work that outlives a request."""

from __future__ import annotations

import datetime as dt
from typing import Any

from domino_plugin.blueprints.api.schemas.base import Answer, PageQuery, Query, WorkspacePath
from pydantic import Field


class JobPath(WorkspacePath):
    """A job in a workspace."""

    job_id: int


class JobQuery(PageQuery):
    """Which jobs."""

    repository_id: int | None = Field(default=None, ge=0, le=2**31 - 1)


class Job(Answer):
    """A job."""

    id: int
    kind: str
    state: str = Field(description="queued, running, succeeded, failed or cancelled")
    payload: dict[str, Any]
    outcome: dict[str, Any] | None
    error: str | None
    created_at: dt.datetime
    created_by: str | None
    finished_at: dt.datetime | None


class JobList(Answer):
    """Jobs, newest first."""

    items: list[Job]
    total: int


class JobLogQuery(Query):
    """Which lines of a job's log."""

    after: int = Field(default=0, ge=0, le=10_000_000, description="Lines to skip: `next` of the last page.")
    limit: int = Field(default=1000, ge=1, le=5000)


class JobLog(Answer):
    """Lines of a job's log; ask again with `after` = `next` until `finished`."""

    lines: list[str]
    next: int
    finished: bool
