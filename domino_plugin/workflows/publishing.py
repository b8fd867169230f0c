"""Brings workflows to Airflow: the DAG file, Airflow's tables at once, and both in step with ours.

A version is published in steps, each of which may be the last before the process is killed:

1. the version is committed to our tables (`domino_plugin.workflows.service`);
2. its file is written, in one step;
3. its DAG, built by the same factory that the file calls, is written to Airflow's tables;
4. the dag-processor is asked to read the file before all others, whatever became of 3;
5. our tables say that the version is published.

Whatever was left out is done by `sync_all`: everything can be made again from our tables. The file is never
imported in the web process.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from domino_plugin import settings
from domino_plugin.airflow_compat import dags, serialization
from domino_plugin.airflow_compat.bundles import Place, dags_folder, place_of
from domino_plugin.db.models import Workflow, WorkflowVersion
from domino_plugin.db.session import session_scope
from domino_plugin.errors import Conflict, DominoError, Invalid
from domino_plugin.workflows import dag_files, generation
from domino_plugin.workflows.document import PieceReference, WorkflowDocument
from domino_plugin.workflows.installed import InstalledPieces
from domino_plugin.workflows.names import file_name, is_dag_id

if TYPE_CHECKING:
    from airflow.sdk import DAG

log = logging.getLogger(__name__)
#: What keeps one workflow from being published; ValueError: a stored document that no longer reads.
FAILURES = (DominoError, OSError, SQLAlchemyError, ValueError)
#: Times that a collision with another writer of Airflow's tables is tried again.
_ATTEMPTS = 4
_PAGE = 100


@dataclass
class SyncReport:
    """What `sync_all` has done, by dag_id."""

    published: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


def publishing_place() -> Place:
    """Return the folder of the generated files, as Airflow knows it.

    Raises:
        Unavailable: Airflow reads no DAG files from there.
    """
    return place_of(dags_folder() / settings.load().dags_subfolder)


def publish(session: Session, workflow_id: int) -> None:
    """Publish the current version of a workflow, and again if it changes meanwhile.

    Args:
        session: committed on the way.
        workflow_id: the workflow; if it is deleted meanwhile, its DAG goes too.

    Raises:
        Unavailable: the dags folder is none of Airflow's, or a cluster policy refuses the DAG.
        Invalid: a Piece isn't installed any more.
        OSError: the file can't be written.
    """
    place = publishing_place()
    dag_id: str | None = None
    for attempt in range(_ATTEMPTS):
        try:
            while (current := _current(session, workflow_id)) is not None:
                dag_id = current.dag_id
                if _publish_version(session, place, current):
                    return
        except (IntegrityError, OperationalError, StaleDataError):
            # The dag-processor writes the same rows when it reads the file at the same moment.
            session.rollback()
            if attempt == _ATTEMPTS - 1:
                raise
            continue
        if dag_id is not None:
            unpublish(session, dag_id)
        return


def publish_or_record(session: Session, workflow_id: int) -> None:
    """Publish the current version; a failure is kept in the workflow's row instead of raised."""
    try:
        publish(session, workflow_id)
    except FAILURES as error:
        session.rollback()
        log.warning("Workflow %s could not be published.", workflow_id, exc_info=True)
        text = error.message if isinstance(error, DominoError) else f"{type(error).__name__}: {error}"
        session.execute(
            update(Workflow).where(Workflow.id == workflow_id).values(publish_error=text[:10_000])
        )
        session.commit()


def unpublish(session: Session, dag_id: str, *, keep_history: bool = False) -> None:
    """Take a DAG from Airflow: its file, and its rows with all runs unless the history is kept.

    Args:
        session: committed on the way.
        dag_id: the DAG.
        keep_history: runs stay to be seen in Airflow, as those of any DAG whose file is gone.

    Raises:
        Conflict: a task is running, so Airflow keeps the rows for now; the file is gone already.
    """
    place = publishing_place()
    # Before the file goes: a dag-processor that misses the file of a row which isn't marked yet marks it
    # itself, and ends with an error if the row is deleted while it does.
    dags.retire_dags(session, [dag_id])
    session.commit()
    dag_files.remove(place.folder, file_name(dag_id))
    try:
        if not keep_history:
            dags.delete_dag(session, dag_id)
        session.commit()
    except Conflict:
        session.rollback()
        dags.retire_dags(session, [dag_id])
        session.commit()
        raise
    finally:
        serialization.request_parsing(session, place, file_name(dag_id))


def sync_all(session: Session | None = None) -> SyncReport:
    """Make the dags folder and Airflow's tables agree with ours; does nothing where they do.

    Missing and altered files are written, unpublished versions published, files and DAGs of deleted
    workflows removed. Files in the folder that we didn't make stay untouched.

    Args:
        session: committed on the way; None opens one.

    Raises:
        Unavailable: the dags folder is none of Airflow's.
    """
    if session is None:
        with session_scope() as own:
            return sync_all(own)
    report = SyncReport()
    place = publishing_place()
    place.folder.mkdir(parents=True, exist_ok=True)
    dag_files.remove_leftovers(place.folder)
    runnable = dags.runnable_dags(session, place)
    for name, wanted, build in _system_dags():
        _sync_system_dag(session, place, name, wanted, build, runnable, report)
    last = 0
    while page := _workflows_after(session, last):
        last = page[-1].workflow_id
        expected = _expected_texts(session, page)
        for current in page:
            is_runnable = current.dag_id in runnable and current.published_version == current.version
            text = dag_files.read(place.folder, file_name(current.dag_id))
            if not is_runnable or text is None or text != expected.get(current.workflow_id):
                _sync_workflow(session, current, report)
    _remove_orphans(session, place, report)
    return report


@dataclass(frozen=True)
class _Current:
    workflow_id: int
    workspace_id: int
    dag_id: str
    version: int
    published_version: int | None
    document: dict[str, Any]


_CURRENT = select(
    Workflow.id,
    Workflow.workspace_id,
    Workflow.dag_id,
    Workflow.current_version,
    Workflow.published_version,
    WorkflowVersion.document,
).join(
    WorkflowVersion,
    (WorkflowVersion.workflow_id == Workflow.id) & (WorkflowVersion.number == Workflow.current_version),
)


def _current(session: Session, workflow_id: int) -> _Current | None:
    row = session.execute(_CURRENT.where(Workflow.id == workflow_id)).one_or_none()
    return _Current(*row) if row else None


def _workflows_after(session: Session, workflow_id: int) -> list[_Current]:
    query = _CURRENT.where(Workflow.id > workflow_id).order_by(Workflow.id).limit(_PAGE)
    return [_Current(*row) for row in session.execute(query)]


def _publish_version(session: Session, place: Place, current: _Current) -> bool:
    """Publish one version; return whether it is still the current one."""
    from domino_plugin.operators.dag import build_dag

    document = WorkflowDocument.model_validate(current.document)
    pieces = InstalledPieces.for_document(session, current.workspace_id, document)
    spec = _spec(current, document, pieces)
    name = file_name(current.dag_id)
    dag_files.write(place.folder, name, generation.file_text(spec))
    # No transaction stays open while the DAG is built.
    session.commit()
    try:
        serialization.write_dag(session, build_dag(spec), place, name)
    finally:
        session.rollback()
        serialization.request_parsing(session, place, name)
    outcome = session.execute(
        update(Workflow)
        .where(Workflow.id == current.workflow_id, Workflow.current_version == current.version)
        .values(published_version=current.version, publish_error=None)
    )
    session.commit()
    return cast("CursorResult[Any]", outcome).rowcount == 1


def _spec(current: _Current, document: WorkflowDocument, pieces: InstalledPieces) -> generation.DagSpec:
    return generation.build_spec(
        document,
        pieces,
        dag_id=current.dag_id,
        workflow_id=current.workflow_id,
        workspace_id=current.workspace_id,
        version=current.version,
    )


def _expected_texts(session: Session, page: list[_Current]) -> dict[int, str]:
    """Return the texts that the files of some workflows should have; those that can't be made are missing."""
    documents: dict[int, WorkflowDocument] = {}
    references: dict[int, list[PieceReference]] = {}
    for current in page:
        with suppress(ValueError):
            document = WorkflowDocument.model_validate(current.document)
            documents[current.workflow_id] = document
            references.setdefault(current.workspace_id, []).extend(node.piece for node in document.nodes)
    pieces = {workspace: InstalledPieces(session, workspace, used) for workspace, used in references.items()}
    texts: dict[int, str] = {}
    for current in page:
        with suppress(Invalid, KeyError):
            document = documents[current.workflow_id]
            spec = _spec(current, document, pieces[current.workspace_id])
            texts[current.workflow_id] = generation.file_text(spec)
    return texts


def _sync_workflow(session: Session, current: _Current, report: SyncReport) -> None:
    try:
        publish(session, current.workflow_id)
        report.published.append(current.dag_id)
    except FAILURES as error:
        session.rollback()
        log.warning("Workflow %s could not be synced.", current.dag_id, exc_info=True)
        report.failed[current.dag_id] = str(error)


def _system_dags() -> list[tuple[str, str, Callable[[], DAG]]]:
    """Return the DAGs of our own that are switched on: name and text of the file, and what it builds."""
    from domino_plugin.operators.maintenance import build_maintenance_dag
    from domino_plugin.operators.system import build_system_dag

    options = settings.load()
    wanted: list[tuple[str, str, Callable[[], DAG]]] = [
        (dag_files.SYSTEM_FILE_NAME, generation.SYSTEM_FILE, build_system_dag)
    ]
    if options.retention_days or options.retention_runs:
        schedule = options.retention_schedule
        text = generation.maintenance_file(schedule)
        build = functools.partial(build_maintenance_dag, schedule)
        wanted.append((dag_files.MAINTENANCE_FILE_NAME, text, build))
    return wanted


def _sync_system_dag(
    session: Session,
    place: Place,
    name: str,
    text: str,
    build: Callable[[], DAG],
    runnable: set[str],
    report: SyncReport,
) -> None:
    dag_id = name.removesuffix(".py")
    if dag_files.read(place.folder, name) == text and dag_id in runnable:
        return
    try:
        dag = build()
        dag_files.write(place.folder, name, text)
        serialization.write_dag(session, dag, place, name)
        serialization.request_parsing(session, place, name)
        report.published.append(dag_id)
    except FAILURES as error:
        session.rollback()
        log.warning("%s could not be published.", dag_id, exc_info=True)
        report.failed[dag_id] = str(error)


def _remove_orphans(session: Session, place: Place, report: SyncReport) -> None:
    """Remove the DAGs of workflows that are no more: those with a file of ours, and those left in Airflow."""
    session.rollback()
    wanted = {file_name(dag_id) for dag_id in session.scalars(select(Workflow.dag_id))}
    wanted.update(name for name, _, _ in _system_dags())
    orphans = {name.removesuffix(".py") for name in dag_files.ours(place.folder) if name not in wanted}
    for dag_id, name in dags.dags_in(session, place).items():
        gone = name not in wanted and not (place.folder / name).exists()
        # Only ids of our making: a DAG that somebody kept by hand in this folder is theirs.
        if gone and name == file_name(dag_id) and is_dag_id(dag_id):
            orphans.add(dag_id)
    for dag_id in sorted(orphans):
        try:
            unpublish(session, dag_id)
            report.removed.append(dag_id)
        except FAILURES as error:  # noqa: PERF203  one failure must not keep the others
            session.rollback()
            report.failed[dag_id] = str(error)
