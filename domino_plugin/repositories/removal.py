"""Removes repositories that no workflow uses."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from domino_plugin.db import models
from domino_plugin.errors import Conflict, NotFound, problem
from domino_plugin.repositories import secrets
from domino_plugin.repositories.sources import source_hash

#: Workflows that the error's sentence names; its problems name them all.
_SHOWN = 5


def remove(session: Session, workspace_id: int, repository_id: int, *, version_id: int | None = None) -> None:
    """Remove a repository with its secrets, or one version of it; the last version goes with the repository.

    What was installed stays in the shared storage, for the runs that have used it.

    Raises:
        NotFound: the workspace has no such repository, or the repository no such version.
        Conflict: a workflow uses it, as it is or as it is published; the text says which.
    """
    repository = session.scalar(
        select(models.Repository).where(
            models.Repository.workspace_id == workspace_id, models.Repository.id == repository_id
        )
    )
    if repository is None:
        raise NotFound(f"There is no repository {repository_id} in this workspace.")
    rows = session.execute(
        select(models.RepositoryVersion.id, models.RepositoryVersion.version).where(
            models.RepositoryVersion.repository_id == repository_id
        )
    )
    versions: dict[int, str] = {number: version for number, version in rows}  # noqa: C416 - rows are no pairs
    if version_id is not None and version_id not in versions:
        raise NotFound(f"The repository {repository.name!r} has no version {version_id}.")
    version = versions[version_id] if version_id is not None else None
    _refuse_if_used(session, workspace_id, repository, version)
    doomed = [number for number in versions if version_id in (None, number)]
    session.execute(delete(models.Piece).where(models.Piece.version_id.in_(doomed)))
    session.execute(delete(models.RepositoryVersion).where(models.RepositoryVersion.id.in_(doomed)))
    whole = len(doomed) == len(versions)
    secrets.forget_unused(session, repository_id, keep_used=not whole)
    if whole:
        session.execute(delete(models.Repository).where(models.Repository.id == repository_id))
    session.expire_all()


def _refuse_if_used(
    session: Session, workspace_id: int, repository: models.Repository, version: str | None
) -> None:
    users = workflows_using(session, workspace_id, repository.source, version)
    if not users:
        return
    what = f"Version {version} of {repository.label!r}" if version else f"{repository.label!r}"
    names = ", ".join(repr(name) for name in users[:_SHOWN])
    more = f" and {len(users) - _SHOWN} more" if len(users) > _SHOWN else ""
    raise Conflict(
        f"{what} is used by {len(users)} workflow{'s' if len(users) > 1 else ''}: {names}{more}. Take its "
        "Pieces out of them, or delete them.",
        [problem("the workflow uses the repository", field=name) for name in users],
    )


def workflows_using(
    session: Session, workspace_id: int, source: str, version: str | None = None
) -> list[str]:
    """Return the names of the workflows that use a repository, or one version of it, sorted.

    A workflow counts as it was saved last, and as it is published if that differs.
    """
    digest = source_hash(source)
    rows = session.execute(
        select(models.Workflow.name, models.WorkflowVersion.document)
        .join(models.WorkflowVersion, models.WorkflowVersion.workflow_id == models.Workflow.id)
        .where(
            models.Workflow.workspace_id == workspace_id,
            or_(
                models.WorkflowVersion.number == models.Workflow.current_version,
                models.WorkflowVersion.number == models.Workflow.published_version,
            ),
        )
        .execution_options(yield_per=100)
    )
    return sorted({name for name, document in rows if _uses(document, digest, version)})


def _uses(document: dict[str, Any], digest: str, version: str | None) -> bool:
    pieces = (node.get("piece", {}) for node in document.get("nodes", ()))
    return any(
        source_hash(piece.get("repository", "")) == digest and version in (None, piece.get("version"))
        for piece in pieces
    )
