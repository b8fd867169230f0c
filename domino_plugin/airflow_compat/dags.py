"""What Airflow has about DAGs, for the web process: state for lists, and their removal.

Reason: the REST API answers one DAG at a time or a page of its own making, with the caller's token, over
HTTP; here a list of workflows needs the state of exactly its DAGs in one query each. The models are those
the REST API itself reads. The caller's rights are checked before, by the web layer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.orm import Session

from domino_plugin.airflow_compat.bundles import Place
from domino_plugin.errors import Conflict


@dataclass(frozen=True)
class DagState:
    """A DAG as Airflow has it.

    Attributes:
        is_paused: no runs are started.
        is_stale: the file is gone, or no longer holds the DAG.
        has_import_errors: the dag-processor could not read the file.
        next_run: data interval start of the next scheduled run.
        next_run_after: when that run is started.
    """

    is_paused: bool
    is_stale: bool
    has_import_errors: bool
    next_run: dt.datetime | None
    next_run_after: dt.datetime | None


def dag_states(session: Session, dag_ids: Collection[str]) -> dict[str, DagState]:
    """Return the state of the DAGs that Airflow knows, by dag_id, in one query."""
    from airflow.models.dag import DagModel

    if not dag_ids:
        return {}
    query = select(
        DagModel.dag_id,
        DagModel.is_paused,
        DagModel.is_stale,
        DagModel.has_import_errors,
        DagModel.next_dagrun,
        DagModel.next_dagrun_create_after,
    ).where(DagModel.dag_id.in_(dag_ids))
    return {
        row.dag_id: DagState(
            is_paused=bool(row.is_paused),
            is_stale=bool(row.is_stale),
            has_import_errors=bool(row.has_import_errors),
            next_run=row.next_dagrun,
            next_run_after=row.next_dagrun_create_after,
        )
        for row in session.execute(query)
    }


def runnable_dags(session: Session, place: Place) -> set[str]:
    """Return the dag_ids of a folder's DAGs that can be triggered: serialized and not stale."""
    from airflow.models.dag import DagModel
    from airflow.models.serialized_dag import SerializedDagModel

    query = (
        select(DagModel.dag_id)
        .where(_in_folder(place), DagModel.is_stale.is_(False))
        .where(DagModel.dag_id.in_(select(SerializedDagModel.dag_id)))
    )
    return set(session.scalars(query))


def dags_in(session: Session, place: Place) -> dict[str, str]:
    """Return the file names of all DAGs that Airflow has of a folder, by dag_id."""
    from airflow.models.dag import DagModel

    rows = session.execute(select(DagModel.dag_id, DagModel.relative_fileloc).where(_in_folder(place)))
    return {row.dag_id: str(row.relative_fileloc).rpartition("/")[2] for row in rows}


def busy_dags(session: Session, dag_ids: Iterable[str]) -> set[str]:
    """Return those of the DAGs of which a task is running: Airflow refuses to delete them then."""
    from airflow.models.taskinstance import TaskInstance

    running = select(TaskInstance.dag_id).where(
        TaskInstance.dag_id.in_(list(dag_ids)), TaskInstance.state == "running"
    )
    return set(session.scalars(running.distinct()))


def delete_dag(session: Session, dag_id: str) -> None:
    """Remove a DAG with its runs, tasks, logs' records and XCom from Airflow's tables, if it is there.

    Raises:
        Conflict: a task is running.
    """
    from airflow.api.common.delete_dag import delete_dag as airflow_delete_dag
    from airflow.exceptions import DagNotFound
    from airflow.sdk.exceptions import AirflowException

    try:
        airflow_delete_dag(dag_id, session=session)
    except DagNotFound:
        return
    except AirflowException as error:
        raise Conflict(f"Airflow can't delete {dag_id!r}: {error}. Stop its runs first.") from error


def retire_dags(session: Session, dag_ids: Sequence[str]) -> None:
    """Mark DAGs whose file is gone: they leave Airflow's lists and start no runs; their history stays."""
    from airflow.models.dag import DagModel

    if dag_ids:
        session.execute(update(DagModel).where(DagModel.dag_id.in_(dag_ids)).values(is_stale=True))


def _in_folder(place: Place) -> ColumnElement[bool]:
    from airflow.models.dag import DagModel

    prefix = "" if not place.relative.parts else f"{place.relative.as_posix()}/"
    return and_(
        DagModel.bundle_name == place.bundle.name,
        DagModel.relative_fileloc.startswith(prefix, autoescape=True),
    )
