"""Jobs: work that outlives a request."""

from __future__ import annotations

import datetime as dt
from typing import Any

from domino_plugin.blueprints.api.schemas.base import Answer, PageQuery, Query, WorkspacePath
from pydantic import Field

from domino_plugin.db import models
from domino_plugin.jobs import own_work
from domino_plugin.jobs.service import ACTIVE


class JobPath(WorkspacePath):
    """A job in a workspace."""

    job_id: int


class JobQuery(PageQuery):
    """Which jobs."""

    repository_id: int | None = Field(default=None, ge=0, le=2**31 - 1)


class JobProgress(Answer):
    """How far a job is."""

    step: str = Field(
        description="What it is at. Installing: fetch, read, store. Building: unpack, resolve, download, "
        "install. Deleting a workspace: workflows."
    )
    done: int = Field(description="Steps that are behind it.")
    total: int


class Job(Answer):
    """A job."""

    id: int
    kind: str = Field(description="build_environment, install_repository or delete_workspace")
    state: str = Field(description="queued, running, succeeded, failed or cancelled")
    can_cancel: bool = Field(description="False once it has ended, or is past the point of no return.")
    progress: JobProgress | None = Field(description="Null unless it is running and says so.")
    payload: dict[str, Any]
    outcome: dict[str, Any] | None
    error: str | None
    created_at: dt.datetime
    created_by: str | None
    finished_at: dt.datetime | None

    @classmethod
    def of(cls, row: models.Job) -> Job:
        """Make the answer about a job."""
        is_running = row.state in {"running", own_work.CLOSED}
        return cls(
            id=row.id,
            kind=row.kind,
            state="running" if is_running else row.state,
            can_cancel=row.state in ACTIVE,
            progress=JobProgress.model_validate(row.progress) if is_running and row.progress else None,
            payload=row.payload,
            outcome=row.outcome,
            error=row.error,
            created_at=row.created_at,
            created_by=row.created_by,
            finished_at=row.finished_at,
        )


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
