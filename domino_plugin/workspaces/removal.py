"""Deletes workspaces, with all that is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import delete, func, select

from domino_plugin.airflow_compat import dags
from domino_plugin.db import models
from domino_plugin.errors import Conflict
from domino_plugin.jobs import own_work
from domino_plugin.jobs import service as jobs
from domino_plugin.jobs.own_work import CancelledError
from domino_plugin.repositories import secrets
from domino_plugin.storage import open_storage
from domino_plugin.workflows import service as workflows
from domino_plugin.workspaces.service import get_workspace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from domino_plugin.jobs.own_work import Work

#: Workflows that an error names; there may be thousands.
_SHOWN = 5


class Contents(NamedTuple):
    """What goes with a workspace, in numbers."""

    workflows: int
    repositories: int
    secrets: int
    drafts: int
    files: int
    members: int


def contents(session: Session, workspace_id: int) -> Contents:
    """Count what is in a workspace: what deleting it would delete."""

    def count(model: Any, *where: Any) -> int:
        query = select(func.count()).select_from(model).where(*where)
        return session.scalar(query) or 0

    def inside(model: Any) -> Any:
        return model.workspace_id == workspace_id

    in_repositories = models.Secret.repository_id.in_(
        select(models.Repository.id).where(inside(models.Repository))
    )
    return Contents(
        workflows=count(models.Workflow, inside(models.Workflow)),
        repositories=count(models.Repository, inside(models.Repository)),
        secrets=count(models.Secret, in_repositories, models.Secret.is_set.is_(True)),
        drafts=count(models.Draft, inside(models.Draft)),
        files=count(models.File, inside(models.File)),
        members=count(models.Member, inside(models.Member)),
    )


def delete_workspace(
    session: Session, workspace_id: int, *, user: str | None = None, keep_history: bool = False
) -> None:
    """Delete a workspace: its workflows with their DAGs, runs and files, repositories, secrets, members.

    With `keep_history` the runs stay in Airflow, and their files in the storage. Uploaded files go; what was
    installed stays in the storage, as other workspaces may use the same. Commits workflow by workflow: if it
    is interrupted, or its job cancelled, the workspace is still there with those that are left, and can be
    deleted again.

    Raises:
        NotFound: there is no such workspace.
        Conflict: it is the default one, it is being deleted already, tasks of its workflows are running, or
            the job was cancelled.
    """
    workspace = get_workspace(session, workspace_id)
    if workspace.is_default:
        raise Conflict("The default workspace can't be deleted: everybody works in it.")
    doomed = {
        dag_id: (number, name)
        for number, dag_id, name in session.execute(
            select(models.Workflow.id, models.Workflow.dag_id, models.Workflow.name).where(
                models.Workflow.workspace_id == workspace_id
            )
        )
    }
    _refuse_if_busy([doomed[dag_id][1] for dag_id in sorted(dags.busy_dags(session, doomed))])
    if own_work.running(session, workspace_id, own_work.DELETE_WORKSPACE) is not None:
        raise Conflict("The workspace is being deleted already: its jobs show how far that is.")
    session.commit()
    payload = {"workflows": len(doomed), "keep_history": keep_history}
    with own_work.noted(workspace_id, own_work.DELETE_WORKSPACE, payload, user) as work:
        jobs.cancel_all(session, workspace_id, but=work.job_id)
        session.commit()
        numbers = [number for number, _ in doomed.values()]
        _delete_workflows(session, workspace_id, numbers, work, keep_history=keep_history)
        work.close()
        _delete_the_rest(session, workspace_id)


def _delete_workflows(
    session: Session, workspace_id: int, numbers: list[int], work: Work, *, keep_history: bool
) -> None:
    for done, number in enumerate(numbers):
        try:
            work.step("workflows", done, len(numbers))
        except CancelledError:
            raise CancelledError(
                f"Deleting was cancelled: {done} of {len(numbers)} workflows are deleted, and the workspace "
                "is there with the others."
            ) from None
        workflows.delete_workflow(session, workspace_id, number, keep_history=keep_history)
        session.commit()


def _delete_the_rest(session: Session, workspace_id: int) -> None:
    for repository_id in session.scalars(
        select(models.Repository.id).where(models.Repository.workspace_id == workspace_id)
    ):
        secrets.forget_unused(session, repository_id, keep_used=False)
    session.execute(delete(models.Workspace).where(models.Workspace.id == workspace_id))
    session.commit()
    # After the rows: bytes without a row harm nobody, a row without bytes does.
    open_storage().delete_workspace(workspace_id)
    session.expire_all()


def _refuse_if_busy(names: list[str]) -> None:
    if not names:
        return
    shown = ", ".join(repr(name) for name in names[:_SHOWN])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    raise Conflict(f"Tasks are running in {shown}{more}. Stop these runs first, then delete the workspace.")
