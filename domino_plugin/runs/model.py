"""What a run looks like to a user of Domino."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from domino_plugin.storage import layout
from domino_plugin.storage.base import StoredFile


@dataclass(frozen=True)
class Run:
    """A run of a workflow. `duration` is in seconds, up to now while it runs."""

    run_id: str
    state: str
    run_type: str
    queued_at: dt.datetime | None
    start: dt.datetime | None
    end: dt.datetime | None
    duration: float | None
    logical_date: dt.datetime | None
    triggered_by: str | None
    workflow_version: int | None
    #: Number of tasks by state; ``none`` counts those Airflow hasn't scheduled yet.
    task_states: dict[str, int] = field(default_factory=dict)

    @property
    def finished(self) -> bool:
        """Whether nothing of the run can still happen."""
        return self.state in {"success", "failed"}


@dataclass(frozen=True)
class Task:
    """A Piece in a run. `state` is Airflow's, ``none`` before it is scheduled; `try_number` counts from 1."""

    task_id: str
    map_index: int
    name: str
    state: str
    try_number: int
    start: dt.datetime | None
    end: dt.datetime | None
    duration: float | None


@dataclass(frozen=True)
class LogLine:
    """A line of a task's log. `source` is ``piece``, ``environment`` (its building) or ``airflow``."""

    text: str
    source: str
    level: str | None
    timestamp: str | None


@dataclass(frozen=True)
class LogPage:
    """Lines of a log; ask again with `after` = `next` until `finished`."""

    lines: list[LogLine]
    next: int
    finished: bool


@dataclass(frozen=True)
class ResultPointer:
    """What a task has to show: its type, and the file in the shared storage that holds it, if any.

    `runtime` is where it ran, `image` and `image_digest` are of the container it ran in.
    """

    file_type: str
    path: str | None
    size: int | None
    storage_bytes: int | None
    runtime: str | None = None
    image: str | None = None
    image_digest: str | None = None


@dataclass(frozen=True)
class ResultFile:
    """A result's file, ready to be streamed. `media_type` is decided by us, never by the Piece."""

    source: StoredFile
    name: str
    media_type: str
    size: int

    @property
    def is_log(self) -> bool:
        """Whether it may be the log that is kept beside a task's results."""
        return layout.is_log(self.source.name)


@dataclass(frozen=True)
class TaskOutputs:
    """What a task returned, by output name; None where it hasn't (yet)."""

    outputs: dict[str, Any] | None
    result: ResultPointer | None
