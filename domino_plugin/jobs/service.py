"""Jobs: environments built on a worker, as runs of the system DAG.

The web process never builds anything: it queues a job, starts a run of the system DAG for it and reads the
outcome when somebody looks. Progress, log, cancel and retry are those of the run. A lease keeps two web
processes from starting one job twice, and the run's id, made from the job's, would refuse the second anyway.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import socket
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from domino_plugin.airflow_compat import logs, paused
from domino_plugin.airflow_compat import runs as airflow_runs
from domino_plugin.db.models import Job, RepositoryVersion
from domino_plugin.db.types import utcnow
from domino_plugin.errors import Conflict, NotFound
from domino_plugin.jobs import own_work
from domino_plugin.operators.system import DAG_ID as SYSTEM_DAG_ID
from domino_plugin.operators.system import PROGRESS_KEY
from domino_plugin.operators.system import TASK_ID as BUILD_TASK_ID

BUILD_ENVIRONMENT = "build_environment"
#: What can be cancelled.
ACTIVE = ("queued", "running")
#: How long a web process may take from claiming a job to having started its run.
LEASE = dt.timedelta(seconds=60)
#: Active jobs looked after in one go.
MAX_BATCH = 50
#: Lines of the log that a failed job quotes.
ERROR_LINES = 12


def request_builds(
    session: Session, workspace_id: int, version: RepositoryVersion, user: str | None
) -> list[Job]:
    """Queue a build for each dependency group of a repository version, and start them.

    A group that has an active job already gets no second one.
    """
    active = _active_groups(session, workspace_id, version.bundle)
    jobs = [
        Job(
            workspace_id=workspace_id,
            kind=BUILD_ENVIRONMENT,
            payload={
                "repository_id": version.repository_id,
                "version_id": version.id,
                "version": version.version,
                "bundle": version.bundle,
                "group_key": key,
                "group": group,
            },
            created_by=user,
        )
        for key, group in version.groups.items()
        if key not in active
    ]
    session.add_all(jobs)
    session.flush()
    for job in jobs:
        _start(session, job)
    return jobs


def list_jobs(
    session: Session,
    workspace_id: int,
    *,
    repository_id: int | None = None,
    limit: int = 50,
    offset: int = 0,
) -> list[Job]:
    """Return the workspace's jobs, newest first, each with its state of this moment."""
    refresh(session, _active(session, workspace_id))
    query = select(Job).where(Job.workspace_id == workspace_id).order_by(Job.id.desc())
    if repository_id is not None:
        query = query.where(Job.payload["repository_id"].as_integer() == repository_id)
    return list(session.scalars(query.limit(min(limit, 200)).offset(offset)))


def get_job(session: Session, workspace_id: int, job_id: int) -> Job:
    """Return a job with its state of this moment.

    Raises:
        NotFound: the workspace has no such job.
    """
    job = _find(session, workspace_id, job_id)
    refresh(session, [job])
    return job


def read_log(session: Session, job: Job, *, after: int = 0, limit: int = 1000) -> tuple[list[str], int, bool]:
    """Return lines of a job's log, the next call's `after`, and whether there is no more to come."""
    if job.run_id is None:
        return [], 0, job.state not in ACTIVE
    try:
        records, position, finished = logs.read_log(
            session,
            SYSTEM_DAG_ID,
            job.run_id,
            BUILD_TASK_ID,
            map_index=-1,
            try_number=None,
            after=after,
            limit=limit,
        )
    except NotFound:
        return [], 0, job.state not in ACTIVE
    return (
        [str(record.get("event", "")) for record in records],
        position,
        finished and job.state not in ACTIVE,
    )


def cancel(session: Session, workspace_id: int, job_id: int) -> Job:
    """Stop a job that is queued or running.

    Raises:
        Conflict: the job has ended already.
    """
    job = _find(session, workspace_id, job_id)
    if job.state == "running":
        refresh(session, [job])
    # The state goes first: whoever is starting the job now finds it cancelled and stops its own run, and
    # whoever does its work himself stops at his next step.
    if not _move(session, job, ACTIVE, state="cancelled", error="Cancelled.", finished_at=utcnow()):
        if job.state == own_work.CLOSED:
            raise Conflict("The job is all but done: it can't be cancelled any more.")
        raise Conflict(f"The job has ended already ({job.state}).")
    _stop_run(session, job)
    return job


def cancel_all(session: Session, workspace_id: int, *, but: int | None = None) -> None:
    """Stop all jobs of a workspace that are queued or running, except `but`."""
    while batch := [job for job in _active(session, workspace_id) if job.id != but and job.state in ACTIVE]:
        for job in batch:
            with contextlib.suppress(Conflict):  # It has ended meanwhile.
                cancel(session, workspace_id, job.id)
        session.flush()


def retry(session: Session, workspace_id: int, job_id: int, user: str | None) -> Job:
    """Queue a failed or cancelled job's work again, as a new job.

    Raises:
        Conflict: the job is still active, or has succeeded.
    """
    old = get_job(session, workspace_id, job_id)
    if old.state not in {"failed", "cancelled"}:
        raise Conflict(f"Only a failed or cancelled job can be tried again; this one is {old.state}.")
    if old.kind in own_work.KINDS:
        raise Conflict("This job has no work of its own to repeat: install, or delete, again.")
    job = Job(workspace_id=workspace_id, kind=old.kind, payload=old.payload, created_by=user)
    session.add(job)
    session.flush()
    _start(session, job)
    return job


def refresh(session: Session, jobs: Iterable[Job]) -> None:
    """Bring jobs up to date with their runs; start those that nobody has started yet."""
    for job in jobs:
        if job.kind in own_work.KINDS:
            own_work.end_dead(session, job)
        elif job.state == "queued":
            _start(session, job)
        elif job.state == "running" and job.run_id is not None:
            _collect(session, job, job.run_id)


def _start(session: Session, job: Job) -> None:
    """Start the run of a queued job, unless another process is about to."""
    if not _claim(session, job):
        return
    run_id = _run_id(job)
    conf = {"bundle": job.payload["bundle"], "group": job.payload["group"]}
    try:
        if paused.paused_states(session, [SYSTEM_DAG_ID]).get(SYSTEM_DAG_ID):
            paused.set_paused(session, SYSTEM_DAG_ID, paused=False)
        airflow_runs.trigger(session, SYSTEM_DAG_ID, run_id=run_id, conf=conf, user=job.created_by)
    except NotFound:
        # Airflow hasn't read the system DAG yet: the job stays queued and the next look tries again.
        _move(session, job, ("queued",), lease_owner=None, lease_until=None)
        return
    except Conflict:
        # Somebody started this very run before dying: it is ours.
        pass
    if not _move(
        session, job, ("queued",), state="running", run_id=run_id, lease_owner=None, lease_until=None
    ):
        # Cancelled in the meantime.
        _stop_run(session, job)


def _claim(session: Session, job: Job) -> bool:
    now = utcnow()
    free = or_(Job.lease_until.is_(None), Job.lease_until < now)
    owner = f"{socket.gethostname()[:60]}:{os.getpid()}"
    return _move(session, job, ("queued",), free, lease_owner=owner, lease_until=now + LEASE)


def _move(
    session: Session, job: Job, states: Sequence[str], *conditions: ColumnElement[bool], **values: Any
) -> bool:
    """Change a job if it is in one of these states in the database, whatever this process knows of it."""
    changed: Any = session.execute(
        update(Job)
        .where(Job.id == job.id, Job.state.in_(states), *conditions)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    session.refresh(job)
    return bool(changed.rowcount == 1)


def _run_id(job: Job) -> str:
    return f"domino-job-{job.id}"


def _stop_run(session: Session, job: Job) -> None:
    # It may have ended in the meantime, or Airflow never had it: then nothing is left to stop.
    with contextlib.suppress(Conflict, NotFound):
        airflow_runs.stop_run(session, SYSTEM_DAG_ID, _run_id(job))


def _collect(session: Session, job: Job, run_id: str) -> None:
    try:
        run = airflow_runs.get_run(session, SYSTEM_DAG_ID, run_id)
    except NotFound:
        text = "The run of the system DAG was deleted in Airflow; try again."
        _finish(session, job, "failed", error=text)
        return
    if run.state == "success":
        outcome = airflow_runs.read_xcom(session, SYSTEM_DAG_ID, run_id, BUILD_TASK_ID, "return_value", -1)
        found = outcome if isinstance(outcome, dict) else {}
        _finish(session, job, "succeeded", outcome=found, finished_at=run.end_date or utcnow())
    elif run.state == "failed":
        error = _error_text(session, run_id)
        _finish(session, job, "failed", error=error, finished_at=run.end_date or utcnow())
    else:
        _note_progress(session, job, run_id)


def _note_progress(session: Session, job: Job, run_id: str) -> None:
    found = airflow_runs.read_xcom(session, SYSTEM_DAG_ID, run_id, BUILD_TASK_ID, PROGRESS_KEY, -1)
    if isinstance(found, dict) and found != job.progress:
        _move(session, job, ("running",), progress=found)


def _finish(session: Session, job: Job, state: str, **values: Any) -> None:
    _move(session, job, ("running",), state=state, **{"finished_at": utcnow(), **values})


_AIRFLOW_SAYS = "Task failed with exception"


def _error_text(session: Session, run_id: str) -> str:
    """Return the lines of the builder's log that tell why it failed."""
    try:
        records, _, _ = logs.read_log(
            session,
            SYSTEM_DAG_ID,
            run_id,
            BUILD_TASK_ID,
            map_index=-1,
            try_number=None,
            after=0,
            limit=5000,
        )
    except NotFound:
        records = []
    events = [str(record.get("event", "")) for record in records if _tells_why(record)]
    # Airflow's own sentence on each failure says nothing beside the reason.
    lines = [event for event in events if event != _AIRFLOW_SAYS] or events
    return "\n".join(lines[-ERROR_LINES:]) or "The build failed; the job's log tells more."


def _tells_why(record: dict[str, Any]) -> bool:
    return record.get("logger") == "domino.environment" or record.get("level") in {"error", "critical"}


def _find(session: Session, workspace_id: int, job_id: int) -> Job:
    job = session.scalar(select(Job).where(Job.id == job_id, Job.workspace_id == workspace_id))
    if job is None:
        raise NotFound(f"There is no job {job_id} in this workspace.")
    return job


def _active(session: Session, workspace_id: int) -> Sequence[Job]:
    query = select(Job).where(Job.workspace_id == workspace_id, Job.state.in_([*ACTIVE, own_work.CLOSED]))
    return session.scalars(query.order_by(Job.id).limit(MAX_BATCH)).all()


def _active_groups(session: Session, workspace_id: int, bundle: str) -> set[str]:
    return {
        job.payload["group_key"]
        for job in session.scalars(
            select(Job).where(
                Job.workspace_id == workspace_id, Job.kind == BUILD_ENVIRONMENT, Job.state.in_(ACTIVE)
            )
        )
        if job.payload.get("bundle") == bundle
    }
