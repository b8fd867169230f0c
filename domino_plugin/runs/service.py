"""Runs of a workflow: start, watch, stop, read and delete them; thin over Airflow's own services.

Every function takes the workflow's row; that the caller may see or change it is checked before, by the web
layer.
"""

from __future__ import annotations

import datetime as dt
from typing import IO, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domino_plugin import storage
from domino_plugin.airflow_compat import logs, paused
from domino_plugin.airflow_compat import runs as airflow_runs
from domino_plugin.db.models import Workflow, WorkflowVersion
from domino_plugin.db.types import utcnow
from domino_plugin.errors import Conflict, Invalid
from domino_plugin.runs.model import LogLine, LogPage, Run, Task

#: Characters a run id may have.
MAX_RUN_ID = 200
#: Log lines a page may hold.
MAX_LOG_LINES = 20_000
#: Lines of a log that is saved as a file.
MAX_SAVED_LOG_LINES = 2_000_000
#: Loggers whose lines are told apart from Airflow's own, by the source they are shown as.
_SOURCES = {"domino.piece": "piece", "domino.environment": "environment"}


def trigger(
    session: Session,
    workflow: Workflow,
    user: str | None,
    *,
    run_id: str | None = None,
    unpause: bool = False,
) -> Run:
    """Queue a run of the workflow's published version.

    A paused workflow without a schedule is resumed, since pausing means nothing else to it; one with a
    schedule would start its scheduled runs as well, so that has to be asked for.

    Args:
        session: a session on the metadata database.
        workflow: the workflow.
        user: who triggers, for Airflow's record.
        run_id: an id of the caller's choice; None lets Airflow make one.
        unpause: resume a paused workflow although it has a schedule.

    Raises:
        Conflict: the workflow is paused and has a schedule, isn't published, or has a run of that id.
        Invalid: the run id can't be used.
    """
    if run_id is not None and not _usable_run_id(run_id):
        raise Invalid(
            f"A run id has 1 to {MAX_RUN_ID} printable characters, no slash, and no full stop in front."
        )
    if workflow.published_version is None:
        raise Conflict(f"The workflow isn't published: {workflow.publish_error or 'save it once more'}.")
    if paused.paused_states(session, [workflow.dag_id]).get(workflow.dag_id, False):
        if _has_schedule(session, workflow) and not unpause:
            raise Conflict(
                "The workflow is paused and has a schedule: resume it first, or trigger with unpause=true, "
                "which resumes its schedule as well."
            )
        paused.set_paused(session, workflow.dag_id, paused=False)
    new_id = airflow_runs.trigger(session, workflow.dag_id, run_id=run_id, conf=None, user=user)
    return get_run(session, workflow, new_id)


def list_runs(
    session: Session, workflow: Workflow, *, limit: int = 25, offset: int = 0, state: str | None = None
) -> tuple[list[Run], int]:
    """Return a page of runs, newest first, with the count of their tasks by state, and the total."""
    records, total = airflow_runs.list_runs(session, workflow.dag_id, limit=limit, offset=offset, state=state)
    counts = airflow_runs.count_task_states(session, workflow.dag_id, [record.run_id for record in records])
    return [_run(record, counts.get(record.run_id, {})) for record in records], total


def get_run(session: Session, workflow: Workflow, run_id: str) -> Run:
    """Return one run with the count of its tasks by state.

    Raises:
        NotFound: the workflow has no such run.
    """
    record = airflow_runs.get_run(session, workflow.dag_id, run_id)
    counts = airflow_runs.count_task_states(session, workflow.dag_id, [run_id])
    return _run(record, counts[run_id])


def list_tasks(session: Session, workflow: Workflow, run_id: str) -> list[Task]:
    """Return the tasks of a run, in order of their start, those not yet started last."""
    now = utcnow()
    return [
        Task(
            task_id=record.task_id,
            map_index=record.map_index,
            name=record.name,
            state=record.state or "none",
            try_number=record.try_number,
            start=record.start_date,
            end=record.end_date,
            duration=_seconds(record.start_date, record.end_date or now),
        )
        for record in airflow_runs.list_tasks(session, workflow.dag_id, run_id)
    ]


def read_log(
    session: Session,
    workflow: Workflow,
    run_id: str,
    task_id: str,
    *,
    map_index: int = -1,
    try_number: int | None = None,
    after: int = 0,
    limit: int = MAX_LOG_LINES,
    piece_only: bool = False,
) -> LogPage:
    """Read a task's log from line `after` on.

    Args:
        session: a session on the metadata database.
        workflow: the workflow.
        run_id: the run.
        task_id: the task.
        map_index: instance of a mapped task, else -1.
        try_number: which try; None for the latest.
        after: lines to skip, as the last page's `next` tells.
        limit: lines to read at the most; `MAX_LOG_LINES` is the ceiling.
        piece_only: keep only the lines the Piece wrote itself.
    """
    records, position, finished = logs.read_log(
        session,
        workflow.dag_id,
        run_id,
        task_id,
        map_index=map_index,
        try_number=try_number,
        after=after,
        limit=min(limit, MAX_LOG_LINES),
    )
    lines = [_log_line(record) for record in records]
    if piece_only:
        lines = [line for line in lines if line.source == "piece"]
    return LogPage(lines=lines, next=position, finished=finished)


def save_log(
    session: Session,
    workflow: Workflow,
    run_id: str,
    task_id: str,
    target: IO[bytes],
    *,
    map_index: int = -1,
    try_number: int | None = None,
) -> None:
    """Write a task's log as text, a line each with time, level and source; raises like `read_log`."""
    after, finished = 0, False
    while not finished and after < MAX_SAVED_LOG_LINES:
        page = read_log(
            session,
            workflow,
            run_id,
            task_id,
            map_index=map_index,
            try_number=try_number,
            after=after,
        )
        # A log that is still written has no end yet: what is there now is all there is to save.
        finished = page.finished or page.next == after
        after = page.next
        for line in page.lines:
            head = f"{line.timestamp or '-'} {(line.level or '-').upper()} {line.source}"
            target.write(f"{head} {line.text}\n".encode("utf-8", "replace"))


def stop_run(session: Session, workflow: Workflow, run_id: str) -> Run:
    """End a run: what runs is killed and marked failed, what is to come is skipped.

    Raises:
        Conflict: the run has ended already.
    """
    airflow_runs.stop_run(session, workflow.dag_id, run_id)
    return get_run(session, workflow, run_id)


def delete_run(session: Session, workflow: Workflow, run_id: str) -> None:
    """Remove a run that has ended, with its files in the shared storage.

    Raises:
        Conflict: the run hasn't ended.
    """
    airflow_runs.delete_run(session, workflow.dag_id, run_id)
    storage.open_storage().delete_run(workflow.dag_id, run_id)


def set_paused(session: Session, workflow: Workflow, *, is_paused: bool) -> None:
    """Pause or resume the workflow: a paused one starts no runs."""
    paused.set_paused(session, workflow.dag_id, paused=is_paused)


def _usable_run_id(run_id: str) -> bool:
    return 0 < len(run_id) <= MAX_RUN_ID and run_id.isprintable() and "/" not in run_id and run_id[0] != "."


def _has_schedule(session: Session, workflow: Workflow) -> bool:
    query = select(WorkflowVersion.document).where(
        WorkflowVersion.workflow_id == workflow.id, WorkflowVersion.number == workflow.current_version
    )
    schedule = (session.scalar(query) or {}).get("schedule") or {}
    return bool(schedule.get("kind", "none") != "none")


def _run(record: airflow_runs.RunRecord, task_states: dict[str, int]) -> Run:
    return Run(
        run_id=record.run_id,
        state=record.state,
        run_type=record.run_type,
        queued_at=record.queued_at,
        start=record.start_date,
        end=record.end_date,
        duration=_seconds(record.start_date, record.end_date or utcnow()),
        logical_date=record.logical_date,
        triggered_by=record.triggered_by,
        workflow_version=record.workflow_version,
        task_states=task_states,
    )


def _seconds(start: dt.datetime | None, end: dt.datetime | None) -> float | None:
    if start is None or end is None:
        return None
    return max(0.0, (end - start).total_seconds())


def _log_line(record: dict[str, Any]) -> LogLine:
    text = str(record.get("event", ""))
    details = record.get("error_detail")
    if details:
        text = "\n".join([text, *_exception_lines(details)])
    return LogLine(
        text=text,
        source=_SOURCES.get(str(record.get("logger", "")), "airflow"),
        level=record.get("level"),
        timestamp=record.get("timestamp"),
    )


def _exception_lines(details: Any) -> list[str]:
    """Tell an exception that Airflow logged as a structure: the chain of types and messages, cause first."""
    if not isinstance(details, list):
        return []
    return [
        f"{entry.get('exc_type', 'Error')}: {entry.get('exc_value', '')}"
        for entry in reversed(details)
        if isinstance(entry, dict)
    ]
