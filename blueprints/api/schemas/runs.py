"""Runs of workflows, their tasks, logs, outputs and results."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from domino_plugin.blueprints.api.schemas.base import Answer, PageQuery, Query, Request
from domino_plugin.blueprints.api.schemas.workflows import WorkflowPath
from pydantic import Field

from domino_plugin.storage.base import StorageKind


class RunPath(WorkflowPath):
    """A run of a workflow."""

    run_id: str = Field(min_length=1, max_length=250)


class TaskPath(RunPath):
    """A task of a run; its id is the node's."""

    task_id: str = Field(min_length=1, max_length=250)


class Trigger(Request):
    """How to start a run; `{}` does."""

    run_id: str | None = Field(default=None, max_length=200, description="An id of your own choice.")
    unpause: bool = Field(
        default=False, description="Resume a paused workflow although it has a schedule, which then runs."
    )


class RunQuery(PageQuery):
    """Which runs."""

    state: Literal["queued", "running", "success", "failed"] | None = None


class Run(Answer):
    """A run of a workflow."""

    run_id: str
    state: str
    run_type: str
    queued_at: dt.datetime | None
    start: dt.datetime | None
    end: dt.datetime | None
    duration: float | None = Field(description="Seconds, up to now while it runs.")
    logical_date: dt.datetime | None
    triggered_by: str | None
    workflow_version: int | None
    task_states: dict[str, int] = Field(description="Number of tasks by state.")


class RunStorage(Answer):
    """Where the files of a run are kept."""

    kind: StorageKind
    path: str = Field(description="A folder, as the webserver sees it, or an s3:// address.")
    bytes_used: int | None = Field(
        description="Of all its tasks, earlier tries included; null if there are too many files to count."
    )


class RunList(Answer):
    """Runs, newest first."""

    items: list[Run]
    total: int


class Task(Answer):
    """A Piece in a run."""

    task_id: str
    map_index: int
    name: str
    state: str = Field(description="Airflow's state; `none` before it is scheduled.")
    try_number: int
    start: dt.datetime | None
    end: dt.datetime | None
    duration: float | None = Field(description="Seconds, up to now while it runs.")


class RunDetail(Run):
    """A run with its tasks."""

    tasks: list[Task]


class TaskQuery(Query):
    """Which instance of a task."""

    map_index: int = Field(default=-1, ge=-1, le=1_000_000, description="Instance of a mapped task, else -1.")


class LogQuery(TaskQuery):
    """Which lines of a task's log."""

    try_number: int | None = Field(default=None, ge=1, le=100_000, description="Absent: the latest try.")
    after: int = Field(default=0, ge=0, le=10_000_000, description="Lines to skip: `next` of the last page.")
    limit: int = Field(default=1000, ge=1, le=20_000)
    piece_only: bool = Field(default=False, description="Only the lines the Piece wrote itself.")


class SavedLogQuery(TaskQuery):
    """Which log to save."""

    try_number: int | None = Field(default=None, ge=1, le=100_000, description="Absent: the latest try.")


class LogLine(Answer):
    """A line of a task's log."""

    text: str
    source: str = Field(description="piece, environment (its building) or airflow")
    level: str | None
    timestamp: str | None


class LogPage(Answer):
    """Lines of a log; ask again with `after` = `next` until `finished`."""

    lines: list[LogLine]
    next: int
    finished: bool


class ResultPointer(Answer):
    """What a task has to show."""

    file_type: str
    path: str | None = Field(description="Canonical path, null if there is nothing to show.")
    size: int | None
    storage_bytes: int | None
    runtime: str | None = Field(description="Where the Piece ran: docker or virtualenv; null of old runs.")
    image: str | None = Field(description="Image of the container it ran in.")
    image_digest: str | None = Field(description="What that image was then.")


class TaskOutputs(Answer):
    """What a task returned; null where it hasn't (yet)."""

    outputs: dict[str, Any] | None
    result: ResultPointer | None


class ResultQuery(TaskQuery):
    """How to get a result."""

    download: bool = Field(default=False, description="As a file to save.")
    try_number: int | None = Field(
        default=None,
        ge=1,
        le=100_000,
        description="Makes the address another for each try, for browsers that keep pictures by address. "
        "Only the latest try has a result.",
    )


class TableQuery(TaskQuery):
    """Which rows of a table, in which order."""

    offset: int = Field(default=0, ge=0, le=10_000_000)
    limit: int = Field(default=100, ge=1, le=200)
    sort: int | None = Field(default=None, ge=0, le=100_000, description="Number of a column, from 0.")
    descending: bool = False


class TableColumn(Answer):
    """A column of a table."""

    name: str
    type: Literal["integer", "number", "boolean", "date", "text"] = Field(
        description="What its first thousand cells are."
    )


class TablePage(Answer):
    """Rows of a table."""

    columns: list[TableColumn]
    rows: list[list[str]] = Field(description="Cells as text, long ones cut.")
    offset: int
    total: int = Field(description="Rows that can be paged through.")
    complete: bool = Field(description="Whether these are all rows of the file.")
    all_columns: int = Field(description="Columns the file has; the first ones are sent.")


class FileQuery(Query):
    """A file of a run."""

    path: str = Field(min_length=1, max_length=4096, description="`/home/shared_storage/...`, as in outputs.")
    download: bool = Field(default=True)
