"""Installing a repository: fetched without a transaction open, noted, and its environments queued."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from domino_plugin.blueprints.api.schemas.repositories import Installation, RepositoryVersion, SourceVersions
from sqlalchemy import select

from domino_plugin.db import models
from domino_plugin.db.patience import patiently
from domino_plugin.errors import NotFound, Unavailable
from domino_plugin.jobs import own_work
from domino_plugin.jobs import service as jobs
from domino_plugin.jobs.own_work import CancelledError
from domino_plugin.repositories import catalogue, preparation

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Fetches at a time in this process: each takes a thread of the web server for up to two minutes.
MAX_FETCHES = 4
_fetches = threading.BoundedSemaphore(MAX_FETCHES)


def install(session: Session, workspace_id: int, source: str, version: str | None, user: str) -> Installation:
    """Install a version of a repository and queue the building of its environments.

    It is a job of the workspace, which can be cancelled until the version is being stored.

    Raises:
        Unavailable: too many repositories are being fetched at the moment.
        CancelledError: the job was cancelled; nothing is installed, and nothing left behind.
    """
    payload = {"source": source, "version": version}
    with _fetching(session), own_work.noted(workspace_id, own_work.INSTALL, payload, user) as work:
        try:
            prepared = preparation.prepare(source, version, work)
        except CancelledError:
            raise CancelledError("Installing was cancelled: nothing is installed.") from None
        known = set(session.scalars(select(models.RepositoryVersion.id)))

        def store() -> models.RepositoryVersion:
            stored = catalogue.store(session, workspace_id, prepared, user)
            outcome = {"repository_id": stored.repository_id, "version_id": stored.id}
            work.finish(session, outcome)
            # What was fetched stays installed, whatever becomes of the jobs.
            session.commit()
            return stored

        row = patiently(session, store)
    queued = [] if row.id in known else _request_builds(session, workspace_id, row, user)
    view = catalogue.get_repository(session, workspace_id, row.repository_id)
    installed = next(one for one in view.versions if one.id == row.id)
    return Installation(
        repository_id=row.repository_id,
        version=RepositoryVersion.model_validate(installed),
        job_id=work.job_id,
        job_ids=[job.id for job in queued],
    )


def source_versions(session: Session, source: str) -> SourceVersions:
    """Return the versions a source offers."""
    with _fetching(session):
        return SourceVersions.model_validate(preparation.source_versions(source))


def build_environments(
    session: Session, workspace_id: int, repository_id: int, version_id: int, user: str
) -> list[models.Job]:
    """Queue the building of a version's environments.

    Raises:
        NotFound: the repository has no such version.
    """
    row = session.scalar(
        select(models.RepositoryVersion).where(
            models.RepositoryVersion.id == version_id,
            models.RepositoryVersion.repository_id == repository_id,
        )
    )
    if row is None:
        raise NotFound(f"The repository has no version {version_id}.")
    return _request_builds(session, workspace_id, row, user)


def _request_builds(
    session: Session, workspace_id: int, row: models.RepositoryVersion, user: str
) -> list[models.Job]:
    return patiently(session, lambda: jobs.request_builds(session, workspace_id, row, user))


@contextmanager
def _fetching(session: Session) -> Iterator[None]:
    # A connection held for as long as a fetch takes would be missing to Airflow.
    session.commit()
    if not _fetches.acquire(blocking=False):
        raise Unavailable("Other repositories are being fetched at the moment: try again in a minute.")
    try:
        yield
    finally:
        _fetches.release()
