"""Runs and task instances of Airflow, read and changed from the web process.

Reason: Airflow's public interface for this is its REST API over HTTP, which a plugin inside the very same
process would have to call across the network with a token of its own. The models and services used here are
those that the REST API itself uses; they have moved between minor releases before, which is why nothing else
in the package touches them. The caller's rights are checked before, by the web layer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from domino_plugin.errors import Conflict, Invalid, NotFound

#: States in which nothing of a run can still happen.
FINISHED_RUN_STATES = frozenset({"success", "failed"})
#: States of tasks that wait for their turn.
_NOT_STARTED = frozenset({None, "scheduled", "queued", "up_for_retry", "restarting"})


@dataclass(frozen=True)
class RunRecord:
    """A run of a DAG as Airflow has it."""

    run_id: str
    dag_id: str
    state: str
    run_type: str
    queued_at: dt.datetime | None
    start_date: dt.datetime | None
    end_date: dt.datetime | None
    logical_date: dt.datetime | None
    triggered_by: str | None
    workflow_version: int | None


@dataclass(frozen=True)
class TaskRecord:
    """A task of a run, or one instance of a mapped task (`map_index` >= 0)."""

    run_id: str
    task_id: str
    map_index: int
    name: str
    state: str | None
    try_number: int
    start_date: dt.datetime | None
    end_date: dt.datetime | None


def unfinished_runs(session: Session) -> list[tuple[str, str]]:
    """Return dag_id and run_id of all runs of which something may still happen."""
    from airflow.models.dagrun import DagRun

    rows = session.execute(
        select(DagRun.dag_id, DagRun.run_id).where(DagRun.state.not_in(sorted(FINISHED_RUN_STATES)))
    )
    return [(row.dag_id, row.run_id) for row in rows]


def is_unfinished(session: Session, dag_id: str, run_id: str) -> bool:
    """Whether something may still happen of a run; of one that Airflow doesn't know, nothing can."""
    from airflow.models.dagrun import DagRun

    state = session.scalar(select(DagRun.state).where(DagRun.dag_id == dag_id, DagRun.run_id == run_id))
    return state is not None and state not in FINISHED_RUN_STATES


def list_runs(
    session: Session, dag_id: str, *, limit: int, offset: int, state: str | None = None
) -> tuple[list[RunRecord], int]:
    """Return a page of a DAG's runs, newest first, and how many there are in all."""
    from airflow.models.dagrun import DagRun

    where = [DagRun.dag_id == dag_id]
    if state is not None:
        where.append(DagRun.state == state)
    total = session.scalar(select(func.count()).select_from(DagRun).where(*where)) or 0
    newest_first = select(DagRun).where(*where).order_by(DagRun.run_after.desc(), DagRun.id.desc())
    runs = session.scalars(newest_first.limit(limit).offset(offset)).all()
    return _run_records(session, runs), total


def latest_runs(session: Session, dag_ids: Sequence[str]) -> dict[str, RunRecord]:
    """Return the newest run of each DAG that has one, by dag_id, in one query."""
    from airflow.models.dagrun import DagRun

    if not dag_ids:
        return {}
    newest = (
        select(DagRun.dag_id, func.max(DagRun.id).label("id"))
        .where(DagRun.dag_id.in_(dag_ids))
        .group_by(DagRun.dag_id)
        .subquery()
    )
    runs = session.scalars(select(DagRun).join(newest, DagRun.id == newest.c.id)).all()
    return {record.dag_id: record for record in _run_records(session, runs, versions=False)}


def get_run(session: Session, dag_id: str, run_id: str) -> RunRecord:
    """Return one run.

    Raises:
        NotFound: the DAG has no such run.
    """
    return _run_records(session, [_run(session, dag_id, run_id)])[0]


def active_run_count(session: Session, dag_id: str) -> int:
    """Return how many runs of the DAG are queued or running."""
    from airflow.models.dagrun import DagRun

    query = select(func.count()).select_from(DagRun)
    active = DagRun.state.not_in(FINISHED_RUN_STATES)
    return session.scalar(query.where(DagRun.dag_id == dag_id, active)) or 0


def list_tasks(session: Session, dag_id: str, run_id: str) -> list[TaskRecord]:
    """Return the tasks of a run, in order of their start, those not yet started last."""
    from airflow.models.taskinstance import TaskInstance

    query = (
        select(TaskInstance)
        .where(TaskInstance.dag_id == dag_id, TaskInstance.run_id == run_id)
        .order_by(
            case((TaskInstance.start_date.is_(None), 1), else_=0),
            TaskInstance.start_date,
            TaskInstance.task_id,
            TaskInstance.map_index,
        )
    )
    return [
        TaskRecord(
            run_id=task.run_id,
            task_id=task.task_id,
            map_index=task.map_index,
            name=task.task_display_name,
            state=_text(task.state),
            try_number=task.try_number or 0,
            start_date=task.start_date,
            end_date=task.end_date,
        )
        for task in session.scalars(query)
    ]


def count_task_states(session: Session, dag_id: str, run_ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """Return for each run how many tasks are in which state (``none`` for not yet scheduled)."""
    from airflow.models.taskinstance import TaskInstance

    if not run_ids:
        return {}
    query = (
        select(TaskInstance.run_id, TaskInstance.state, func.count())
        .where(TaskInstance.dag_id == dag_id, TaskInstance.run_id.in_(run_ids))
        .group_by(TaskInstance.run_id, TaskInstance.state)
    )
    counts: dict[str, dict[str, int]] = {run_id: {} for run_id in run_ids}
    for run_id, state, count in session.execute(query):
        counts[run_id][_text(state) or "none"] = count
    return counts


def trigger(
    session: Session,
    dag_id: str,
    *,
    run_id: str | None,
    conf: dict[str, Any] | None,
    user: str | None,
) -> str:
    """Queue a run and return its id.

    Raises:
        NotFound: Airflow doesn't know the DAG (yet).
        Conflict: there is a run of that id already.
        Invalid: Airflow refuses the run; the text says why.
    """
    from airflow.api.common.trigger_dag import trigger_dag
    from airflow.exceptions import DagNotFound, DagRunAlreadyExists
    from airflow.sdk.exceptions import ParamValidationError
    from airflow.utils.types import DagRunTriggeredByType

    try:
        run = trigger_dag(
            dag_id,
            run_id=run_id,
            conf=conf or {},
            triggered_by=DagRunTriggeredByType.REST_API,
            triggering_user_name=user,
            session=session,
        )
    except DagNotFound as error:
        raise NotFound(f"Airflow has no DAG {dag_id!r} yet; publish the workflow again.") from error
    except DagRunAlreadyExists as error:
        raise Conflict(f"There is a run {run_id!r} already; choose another run id.") from error
    except (ParamValidationError, ValueError) as error:
        raise Invalid(f"Airflow refuses the run: {error}") from error
    if run is None:
        raise NotFound(f"Airflow has no DAG {dag_id!r} yet; publish the workflow again.")
    return str(run.run_id)


def stop_run(session: Session, dag_id: str, run_id: str) -> None:
    """End a run: its running tasks are killed and marked failed, those to come are skipped."""
    from airflow.api.common.mark_tasks import set_dag_run_state_to_failed
    from airflow.models.dagbag import DBDagBag

    run = _run(session, dag_id, run_id)
    if _text(run.state) in FINISHED_RUN_STATES:
        raise Conflict(f"The run {run_id!r} has ended already ({_text(run.state)}).")
    dag = DBDagBag().get_dag_for_run(run, session=session)
    if dag is None:
        raise NotFound(f"Airflow has lost the DAG of the run {run_id!r}; publish the workflow again.")
    _skip_pending(session, dag, run_id)
    set_dag_run_state_to_failed(dag=dag, run_id=run_id, commit=True, session=session)
    session.flush()


def _skip_pending(session: Session, dag: Any, run_id: str) -> None:
    """Skip the tasks that haven't started, teardowns excepted, as stopping a run does.

    Airflow 3.2 would do it in another session, which for ever waits for what this one has changed.
    """
    from airflow.models.taskinstance import TaskInstance

    query = select(TaskInstance).where(TaskInstance.dag_id == dag.dag_id, TaskInstance.run_id == run_id)
    for instance in session.scalars(query):
        task = dag.task_dict.get(instance.task_id)
        if _text(instance.state) in _NOT_STARTED and not (task and task.is_teardown):
            instance.set_state("skipped", session=session)
    session.flush()


def delete_run(session: Session, dag_id: str, run_id: str) -> None:
    """Remove a run that has ended from Airflow's tables.

    Raises:
        Conflict: the run hasn't ended.
    """
    run = _run(session, dag_id, run_id)
    if _text(run.state) not in FINISHED_RUN_STATES:
        raise Conflict(f"The run {run_id!r} is {_text(run.state)}: stop it before deleting it.")
    session.delete(run)
    session.flush()


def read_xcom(session: Session, dag_id: str, run_id: str, task_id: str, key: str, map_index: int) -> Any:
    """Return what a task left under `key`, or None."""
    from airflow.models.xcom import XComModel

    query = XComModel.get_many(
        run_id=run_id, key=key, task_ids=task_id, dag_ids=dag_id, map_indexes=map_index, limit=1
    )
    row = session.scalars(query).first()
    return None if row is None else XComModel.deserialize_value(row)


def _run(session: Session, dag_id: str, run_id: str) -> Any:
    from airflow.models.dagrun import DagRun

    run = session.scalar(select(DagRun).where(DagRun.dag_id == dag_id, DagRun.run_id == run_id))
    if run is None:
        raise NotFound(f"There is no run {run_id!r} of this workflow.")
    return run


def _run_records(session: Session, runs: Sequence[Any], *, versions: bool = True) -> list[RunRecord]:
    known = _workflow_versions(session, {run.created_dag_version_id for run in runs}) if versions else {}
    return [
        RunRecord(
            run_id=run.run_id,
            dag_id=run.dag_id,
            state=_text(run.state) or "queued",
            run_type=_text(run.run_type) or "manual",
            queued_at=run.queued_at,
            start_date=run.start_date,
            end_date=run.end_date,
            logical_date=run.logical_date,
            triggered_by=run.triggering_user_name,
            workflow_version=known.get(run.created_dag_version_id),
        )
        for run in runs
    ]


def _workflow_versions(session: Session, dag_version_ids: set[UUID | None]) -> dict[UUID | None, int]:
    """Return the workflow versions behind DAG versions: each task carries its own as a template field."""
    from airflow.models.serialized_dag import SerializedDagModel

    wanted = {number for number in dag_version_ids if number is not None}
    found: dict[UUID | None, int] = {
        number: _KNOWN_VERSIONS[number] for number in wanted & _KNOWN_VERSIONS.keys()
    }
    if missing := wanted - found.keys():
        query = select(SerializedDagModel).where(SerializedDagModel.dag_version_id.in_(missing))
        for row in session.scalars(query):
            version = _version_in(row.data)
            if version is not None:
                found[row.dag_version_id] = _KNOWN_VERSIONS[row.dag_version_id] = version
    return found


def _version_in(data: dict[str, Any] | None) -> int | None:
    for task in (data or {}).get("dag", {}).get("tasks", []):
        version = str(task.get("__var", task).get("workflow_version"))
        if version.isdecimal():
            return int(version)
    return None


class _BoundedCache(dict[UUID, int]):
    """A dict that forgets its oldest entry beyond a limit.

    A DAG version that a run refers to is never rewritten by Airflow, so what was read stays true.
    """

    limit = 10_000

    def __setitem__(self, key: UUID, value: int) -> None:
        while len(self) >= self.limit:
            self.pop(next(iter(self)), None)
        super().__setitem__(key, value)


_KNOWN_VERSIONS = _BoundedCache()


def _text(value: Any) -> str | None:
    """Return the text of a state, which Airflow gives as an enum or a str."""
    return None if value is None else str(getattr(value, "value", value))
