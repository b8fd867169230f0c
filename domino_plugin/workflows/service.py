"""Workflows: make, read, change and delete them, with their versions. What the REST API calls.

Every saved document is valid and becomes an immutable version; the newest is published to Airflow before the
call returns. A failure of publishing loses nothing: the version is saved and the workflow says what failed.
Functions that publish commit the session they are given.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.orm import Session

from domino_plugin import settings
from domino_plugin.airflow_compat import dags
from domino_plugin.airflow_compat.runs import latest_runs
from domino_plugin.db.models import Workflow, WorkflowVersion
from domino_plugin.db.types import utcnow
from domino_plugin.errors import Conflict, Invalid, NotFound, Problem
from domino_plugin.storage import open_storage
from domino_plugin.workflows import drafts, publishing
from domino_plugin.workflows.document import WorkflowDocument
from domino_plugin.workflows.document_errors import parse_document
from domino_plugin.workflows.file_references import check_files
from domino_plugin.workflows.installed import InstalledPieces
from domino_plugin.workflows.listing import VersionRecord, WorkflowDetail, WorkflowSummary
from domino_plugin.workflows.names import new_dag_id
from domino_plugin.workflows.validation import errors_in, validate


def check(session: Session, workspace_id: int, data: Mapping[str, Any]) -> list[Problem]:
    """Return everything that is wrong with a document as plain JSON, errors and warnings."""
    try:
        document = parse_document(data)
    except Invalid as error:
        return error.problems
    return validate_document(session, workspace_id, document)


def validate_document(session: Session, workspace_id: int, document: WorkflowDocument) -> list[Problem]:
    """Return everything that is wrong with a document in a workspace, errors and warnings."""
    installed = InstalledPieces.for_document(session, workspace_id, document)
    problems = validate(document, installed, settings.allowed_runtimes())
    return problems + check_files(session, workspace_id, document)


def create(
    session: Session,
    workspace_id: int,
    document: WorkflowDocument,
    *,
    user: str | None,
    layout: Mapping[str, Any] | None = None,
    message: str | None = None,
) -> WorkflowDetail:
    """Make a workflow and publish it; it can be run when this returns, unless `publish_error` says why not.

    Raises:
        Invalid: the document has errors; all problems are in it.
    """
    warnings = _require_valid(session, workspace_id, document)
    row = Workflow(
        workspace_id=workspace_id,
        name=document.name,
        dag_id=new_dag_id(document.name),
        current_version=1,
        layout=dict(layout or {}),
        created_by=user,
        updated_by=user,
    )
    row.versions.append(_version(1, document, user, message))
    session.add(row)
    session.commit()
    publishing.publish_or_record(session, row.id)
    return _detail(session, workspace_id, row.id, warnings)


def update_workflow(
    session: Session,
    workspace_id: int,
    workflow_id: int,
    document: WorkflowDocument,
    *,
    base_version: int,
    user: str | None,
    layout: Mapping[str, Any] | None = None,
    message: str | None = None,
) -> WorkflowDetail:
    """Save a new version and publish it; the next run uses it. Paused or not stays as it is.

    `base_version` is the version the change was made on. `layout` holds the positions on the canvas; None
    leaves them.

    Raises:
        NotFound: the workspace has no such workflow.
        Conflict: there is a later version than `base_version`.
        Invalid: the document has errors; all problems are in it.
    """
    row = _row(session, workspace_id, workflow_id)
    _require_base(row.current_version, base_version)
    warnings = _require_valid(session, workspace_id, document)
    number = base_version + 1
    changes: dict[str, Any] = {"layout": dict(layout)} if layout is not None else {}
    outcome = session.execute(
        update(Workflow)
        # In the statement: two saves at the same moment must not both find their base to be current.
        .where(Workflow.id == workflow_id, Workflow.current_version == base_version)
        .values(name=document.name, current_version=number, updated_at=utcnow(), updated_by=user, **changes)
    )
    if cast("CursorResult[Any]", outcome).rowcount != 1:
        session.rollback()
        _require_base(_row(session, workspace_id, workflow_id).current_version, base_version)
    session.add(_version(number, document, user, message, workflow_id=workflow_id))
    session.commit()
    publishing.publish_or_record(session, workflow_id)
    return _detail(session, workspace_id, workflow_id, warnings)


def publish(session: Session, workspace_id: int, workflow_id: int) -> WorkflowDetail:
    """Publish the current version again, such as after a failure; `publish_error` tells of another.

    Raises:
        NotFound: the workspace has no such workflow.
    """
    _row(session, workspace_id, workflow_id)
    publishing.publish_or_record(session, workflow_id)
    return get(session, workspace_id, workflow_id)


def get(session: Session, workspace_id: int, workflow_id: int, *, checked: bool = True) -> WorkflowDetail:
    """Return a workflow, whole, with the findings about its current version.

    If it need not be `checked` nobody looks for any, which takes most of the time with hundreds of nodes.

    Raises:
        NotFound: the workspace has no such workflow.
    """
    detail = _detail(session, workspace_id, workflow_id, [])
    if checked:
        detail.problems.extend(validate_document(session, workspace_id, detail.read))
    return detail


def list_workflows(
    session: Session,
    workspace_id: int,
    *,
    search: str = "",
    dag_ids: Collection[str] | None = None,
    limit: int = 50,
    offset: int = 0,
) -> tuple[list[WorkflowSummary], int]:
    """Return a page of a workspace's workflows, last changed first, and how many there are in all.

    `search` is part of the name, upper and lower case are the same. `dag_ids` keeps only the workflows with
    these DAGs, such as those Airflow lets the caller read.
    """
    where = [Workflow.workspace_id == workspace_id]
    if search.strip():
        where.append(Workflow.name.icontains(search.strip(), autoescape=True))
    if dag_ids is not None:
        where.append(Workflow.dag_id.in_(dag_ids))
    total = session.scalar(select(func.count()).select_from(Workflow).where(*where)) or 0
    newest_first = (Workflow.updated_at.desc(), Workflow.id.desc())
    # The page is chosen before documents are joined: sorting must not carry them.
    page = select(Workflow.id).where(*where).order_by(*newest_first).limit(limit).offset(offset).subquery()
    rows = session.execute(
        _with_current_version(WorkflowVersion.document)
        .join(page, page.c.id == Workflow.id)
        .order_by(*newest_first)
    ).all()
    found = [row.Workflow.dag_id for row in rows]
    states, runs = dags.dag_states(session, found), latest_runs(session, found)
    return [
        WorkflowSummary.of(
            row.Workflow, row.document, states.get(row.Workflow.dag_id), runs.get(row.Workflow.dag_id)
        )
        for row in rows
    ], total


def delete_workflow(
    session: Session, workspace_id: int, workflow_id: int, *, keep_history: bool = False
) -> None:
    """Remove a workflow: its versions, DAG file, runs and their files.

    With `keep_history` the runs stay in Airflow, and their files in the storage.

    Raises:
        NotFound: the workspace has no such workflow.
        Conflict: one of its tasks is running.
    """
    dag_id = _row(session, workspace_id, workflow_id).dag_id
    if dags.busy_dags(session, [dag_id]):
        raise Conflict("A task of the workflow is running. Stop its runs first, then delete it.")
    # Our rows first: whatever is interrupted afterwards is cleared away by the next sync.
    drafts.detach(session, workflow_id)
    session.execute(delete(WorkflowVersion).where(WorkflowVersion.workflow_id == workflow_id))
    session.execute(delete(Workflow).where(Workflow.id == workflow_id))
    session.commit()
    publishing.unpublish(session, dag_id, keep_history=keep_history)
    if not keep_history:
        open_storage().delete_workflow(dag_id)


def set_layout(session: Session, workspace_id: int, workflow_id: int, layout: Mapping[str, Any]) -> None:
    """Keep the positions on the canvas: no version is made and nothing is published.

    Raises:
        NotFound: the workspace has no such workflow.
    """
    _row(session, workspace_id, workflow_id).layout = dict(layout)
    session.flush()


def list_versions(
    session: Session, workspace_id: int, workflow_id: int, *, limit: int = 50, offset: int = 0
) -> tuple[list[VersionRecord], int]:
    """Return a page of a workflow's versions, newest first, without documents, and how many there are.

    Raises:
        NotFound: the workspace has no such workflow.
    """
    _row(session, workspace_id, workflow_id)
    of_workflow = WorkflowVersion.workflow_id == workflow_id
    total = session.scalar(select(func.count()).select_from(WorkflowVersion).where(of_workflow)) or 0
    rows = session.execute(
        select(
            WorkflowVersion.number,
            WorkflowVersion.message,
            WorkflowVersion.created_at,
            WorkflowVersion.created_by,
        )
        .where(of_workflow)
        .order_by(WorkflowVersion.number.desc())
        .limit(limit)
        .offset(offset)
    )
    return [VersionRecord(*row, document=None) for row in rows], total


def get_version(session: Session, workspace_id: int, workflow_id: int, number: int) -> VersionRecord:
    """Return a version of a workflow with its document.

    Raises:
        NotFound: the workspace has no such workflow, or that no such version.
    """
    _row(session, workspace_id, workflow_id)
    row = session.scalar(
        select(WorkflowVersion).where(
            WorkflowVersion.workflow_id == workflow_id, WorkflowVersion.number == number
        )
    )
    if row is None:
        raise NotFound(f"The workflow has no version {number}.")
    return VersionRecord(row.number, row.message, row.created_at, row.created_by, document=row.document)


def _with_current_version(*columns: Any) -> Any:
    is_current = (WorkflowVersion.workflow_id == Workflow.id) & (
        WorkflowVersion.number == Workflow.current_version
    )
    return select(Workflow, *columns).join(WorkflowVersion, is_current)


def _row(session: Session, workspace_id: int, workflow_id: int) -> Workflow:
    query = select(Workflow).where(Workflow.id == workflow_id, Workflow.workspace_id == workspace_id)
    # What another process has saved meanwhile must be seen, also by a session used for long.
    row = session.scalar(query.execution_options(populate_existing=True))
    if row is None:
        raise NotFound(f"There is no workflow {workflow_id} in this workspace.")
    return row


def _detail(
    session: Session, workspace_id: int, workflow_id: int, problems: Sequence[Problem]
) -> WorkflowDetail:
    row = session.execute(
        _with_current_version(WorkflowVersion.document)
        .where(Workflow.id == workflow_id, Workflow.workspace_id == workspace_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFound(f"There is no workflow {workflow_id} in this workspace.")
    dag_id = row.Workflow.dag_id
    state = dags.dag_states(session, [dag_id]).get(dag_id)
    return WorkflowDetail.of(row.Workflow, row.document, state, list(problems))


def _version(
    number: int, document: WorkflowDocument, user: str | None, message: str | None, **keys: Any
) -> WorkflowVersion:
    data = document.as_json()
    return WorkflowVersion(number=number, document=data, created_by=user, message=message, **keys)


def _require_valid(session: Session, workspace_id: int, document: WorkflowDocument) -> list[Problem]:
    """Return the warnings, or raise."""
    problems = validate_document(session, workspace_id, document)
    errors = errors_in(problems)
    if errors:
        count = "an error" if len(errors) == 1 else f"{len(errors)} errors"
        raise Invalid(f"The workflow has {count} and is not saved.", problems)
    return problems


def _require_base(current: int, base: int) -> None:
    if current != base:
        raise Conflict(
            f"The workflow is at version {current} by now, the change was made on version {base}. "
            f"Load version {current}, make the change there and save again."
        )
