"""Workflows: create, read, change, check, publish, pause, delete."""

from __future__ import annotations

from domino_plugin.blueprints import access
from domino_plugin.blueprints.access import caller, in_workspace, workflow
from domino_plugin.blueprints.answers import answer, no_content
from domino_plugin.blueprints.api import workflow_answers as answers
from domino_plugin.blueprints.api.blueprint import WORKSPACE, api_blueprint
from domino_plugin.blueprints.api.schemas.base import PageQuery, ProblemItem, WorkspacePath
from domino_plugin.blueprints.api.schemas.workflows import (
    DeleteQuery,
    PauseChange,
    PauseState,
    ReadQuery,
    Validation,
    ValidationRequest,
    VersionHeader,
    VersionPath,
    Workflow,
    WorkflowCreate,
    WorkflowList,
    WorkflowPath,
    WorkflowQuery,
    WorkflowStorage,
    WorkflowUpdate,
    WorkflowVersion,
    WorkflowVersionList,
)
from domino_plugin.blueprints.preconditions import base_number
from domino_plugin.blueprints.transaction import current_session
from flask import Response
from sqlalchemy import select

from domino_plugin.db.models import Workflow as WorkflowRow
from domino_plugin.runs import service as runs
from domino_plugin.storage import open_storage
from domino_plugin.workflows import service
from domino_plugin.workflows.layout import Layout
from domino_plugin.workspaces.rights import Right

api = api_blueprint("workflows", __name__, "Workflows", f"{WORKSPACE}/workflows")
_ONE = "/<int:workflow_id>"
#: Longer than this nobody waits to learn what the files take.
_COUNTING_SECONDS = 1.0


@api.get("", responses={200: WorkflowList})
@in_workspace(Right.SEE_WORKFLOWS, access.READ_DAG)
def list_workflows(path: WorkspacePath, query: WorkflowQuery) -> Response:
    """The workspace's workflows that Airflow lets the caller see, last changed first."""
    session = current_session()
    dag_ids = select(WorkflowRow.dag_id).where(WorkflowRow.workspace_id == path.workspace_id)
    if query.dag_id is not None:
        dag_ids = dag_ids.where(WorkflowRow.dag_id == query.dag_id)
    found, total = service.list_workflows(
        session,
        path.workspace_id,
        search=query.search,
        dag_ids=caller().readable(session.scalars(dag_ids)),
        limit=query.limit,
        offset=query.offset,
    )
    return answer(WorkflowList(items=[answers.summary(record) for record in found], total=total))


@api.post("", responses={201: Workflow})
@in_workspace(Right.EDIT_WORKFLOWS, access.CREATE_DAG)
def create_workflow(path: WorkspacePath, body: WorkflowCreate) -> Response:
    """Make a workflow; it can be run as soon as this answers, unless `publish_error` says why not."""
    detail = service.create(
        current_session(),
        path.workspace_id,
        body.document,
        user=caller().name,
        layout=body.layout.model_dump(mode="json") if body.layout else None,
    )
    return answers.workflow_answer(detail, 201)


@api.post("/validate", responses={200: Validation})
@in_workspace(Right.SEE_WORKFLOWS)
def validate_workflow(path: WorkspacePath, body: ValidationRequest) -> Response:
    """Check a document against the workspace's Pieces, without saving it."""
    problems = service.check(current_session(), path.workspace_id, body.document)
    items = [ProblemItem(**one) for one in problems]
    return answer(Validation(is_valid=all(one.severity != "error" for one in items), problems=items))


@api.get(_ONE, responses={200: Workflow})
@in_workspace(Right.SEE_WORKFLOWS, access.READ_DAG)
def get_workflow(path: WorkflowPath, query: ReadQuery) -> Response:
    """A workflow, whole."""
    detail = service.get(current_session(), path.workspace_id, path.workflow_id, checked=query.check)
    return answers.workflow_answer(detail)


@api.put(_ONE, responses={200: Workflow})
@in_workspace(Right.EDIT_WORKFLOWS, access.EDIT_DAG)
def update_workflow(path: WorkflowPath, header: VersionHeader, body: WorkflowUpdate) -> Response:
    """Save a new version, based on the one that If-Match names; the next run uses it.

    Answers 409 if the workflow has a later version by now.
    """
    detail = service.update_workflow(
        current_session(),
        path.workspace_id,
        path.workflow_id,
        body.document,
        base_version=base_number(header.if_match),
        user=caller().name,
        layout=body.layout.model_dump(mode="json") if body.layout else None,
        message=body.message,
    )
    return answers.workflow_answer(detail)


@api.delete(_ONE, responses={204: None})
@in_workspace(Right.EDIT_WORKFLOWS, access.DELETE_DAG)
def delete_workflow(path: WorkflowPath, query: DeleteQuery) -> Response:
    """Remove a workflow with its runs and their files."""
    service.delete_workflow(
        current_session(), path.workspace_id, path.workflow_id, keep_history=query.keep_history
    )
    return no_content()


@api.put(f"{_ONE}/layout", responses={200: Layout})
@in_workspace(Right.EDIT_WORKFLOWS, access.EDIT_DAG)
def set_layout(path: WorkflowPath, body: Layout) -> Response:
    """Change what is drawn where on the canvas; makes no version."""
    service.set_layout(current_session(), path.workspace_id, path.workflow_id, body.model_dump(mode="json"))
    return answer(body)


@api.post(f"{_ONE}/publish", responses={200: Workflow})
@in_workspace(Right.EDIT_WORKFLOWS, access.EDIT_DAG)
def publish_workflow(path: WorkflowPath) -> Response:
    """Write the DAG file again, such as after publishing failed."""
    return answers.workflow_answer(service.publish(current_session(), path.workspace_id, path.workflow_id))


@api.put(f"{_ONE}/paused", responses={200: PauseState})
@in_workspace(Right.EDIT_WORKFLOWS, access.EDIT_DAG)
def set_paused(path: WorkflowPath, body: PauseChange) -> Response:
    """Pause or resume a workflow."""
    del path
    runs.set_paused(current_session(), workflow(), is_paused=body.is_paused)
    return answer(PauseState(is_paused=body.is_paused))


@api.get(f"{_ONE}/storage", responses={200: WorkflowStorage})
@in_workspace(Right.SEE_WORKFLOWS, access.READ_DAG)
def get_workflow_storage(path: WorkflowPath) -> Response:
    """Where the files of the workflow's runs are kept, and how much they take."""
    del path
    storage, dag_id = open_storage(), workflow().dag_id
    return answer(
        WorkflowStorage(
            kind=storage.kind,
            path=storage.workflow_place(dag_id),
            bytes_used=storage.workflow_usage(dag_id, seconds=_COUNTING_SECONDS),
        )
    )


@api.get(f"{_ONE}/versions", responses={200: WorkflowVersionList})
@in_workspace(Right.SEE_WORKFLOWS, access.READ_DAG)
def list_workflow_versions(path: WorkflowPath, query: PageQuery) -> Response:
    """The workflow's versions, newest first."""
    found, total = service.list_versions(
        current_session(), path.workspace_id, path.workflow_id, limit=query.limit, offset=query.offset
    )
    return answer(
        WorkflowVersionList(items=[answers.version_summary(record) for record in found], total=total)
    )


@api.get(f"{_ONE}/versions/<int:number>", responses={200: WorkflowVersion})
@in_workspace(Right.SEE_WORKFLOWS, access.READ_DAG)
def get_workflow_version(path: VersionPath) -> Response:
    """A version of the workflow with its document."""
    record = service.get_version(current_session(), path.workspace_id, path.workflow_id, path.number)
    return answer(answers.version(record))
