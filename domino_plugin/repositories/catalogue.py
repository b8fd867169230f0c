"""The Piece repositories of a workspace: install, look up, remove.

Every function takes an open session and leaves committing to its owner. However many Pieces there are, the
number of statements is the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from domino_plugin.db import models
from domino_plugin.errors import Conflict, NotFound
from domino_plugin.repositories import preparation, secrets
from domino_plugin.repositories.lookup import find_piece, find_pieces, installed_names, pieces_of
from domino_plugin.repositories.model import PieceContent
from domino_plugin.repositories.preparation import Prepared
from domino_plugin.repositories.removal import remove
from domino_plugin.repositories.sources import source_hash
from domino_plugin.repositories.versions import version_key
from domino_plugin.repositories.views import (
    PieceView,
    RepositoryView,
    SourceVersions,
    VersionView,
)

__all__ = [
    "find_piece",
    "find_pieces",
    "get_repository",
    "install",
    "installed_names",
    "list_pieces",
    "list_repositories",
    "remove",
    "source_versions",
    "store",
]


def install(
    session: Session, workspace_id: int, source: str, version: str | None, user: str | None
) -> models.RepositoryVersion:
    """Install a version of a repository into a workspace; does nothing if it is installed already.

    Fetching may take up to ``[domino] fetch_timeout``; the tables are only touched after it.

    Args:
        session: an open session.
        workspace_id: the workspace.
        source: ``starter``, an absolute path, or a file, http or https URL.
        version: tag, branch or commit of a Git source; see `preparation.prepare` for the others.
        user: who installs it.

    Returns:
        The row; what could not be read is in its `problems`.

    Raises:
        Conflict: the version is installed with another content.
        NotFound: there is no such version, or no such workspace.
        Invalid, TooLarge, Unavailable: as `preparation.prepare`.
    """
    return store(session, workspace_id, preparation.prepare(source, version), user)


def store(
    session: Session, workspace_id: int, prepared: Prepared, user: str | None
) -> models.RepositoryVersion:
    """Note a prepared version in the tables.

    Raises:
        Conflict: the version is installed with another content.
        NotFound: there is no such workspace.
    """
    # A write that changes nothing comes first. It waits for its turn, while on SQLite a transaction that has
    # read fails at once ("database is locked") if somebody else wrote before its own first write.
    lock = update(models.Workspace).where(models.Workspace.id == workspace_id)
    outcome = session.execute(lock.values(name=models.Workspace.name))
    if cast("CursorResult[Any]", outcome).rowcount != 1:
        raise NotFound(f"There is no workspace {workspace_id}.")
    try:
        with session.begin_nested():
            return _store(session, workspace_id, prepared, user)
    except IntegrityError:
        # Somebody else has installed it at the same moment: theirs counts, if it is the same.
        with session.begin_nested():
            return _store(session, workspace_id, prepared, user)


def _store(
    session: Session, workspace_id: int, prepared: Prepared, user: str | None
) -> models.RepositoryVersion:
    content = prepared.content
    digest = source_hash(prepared.source.address)
    repository = session.scalar(
        select(models.Repository).where(
            models.Repository.workspace_id == workspace_id, models.Repository.source_hash == digest
        )
    )
    if repository is None:
        repository = models.Repository(
            workspace_id=workspace_id,
            kind=prepared.source.kind,
            source=prepared.source.address,
            source_hash=digest,
            created_by=user,
        )
        repository.name, repository.label = content.name, content.label
        session.add(repository)
        session.flush()
    else:
        installed = session.scalar(
            select(models.RepositoryVersion).where(
                models.RepositoryVersion.repository_id == repository.id,
                models.RepositoryVersion.version == prepared.version,
            )
        )
        if installed is not None:
            return _same(installed, prepared)
        repository.name, repository.label = content.name, content.label
    row = _version_row(repository.id, prepared, user)
    session.add(row)
    session.flush()
    # Through the table, not as objects: one statement however many there are, on every database.
    session.execute(insert(models.Piece), _piece_values(row.id, content.usable_pieces))
    secrets.ensure_secrets(session, repository.id, content.secret_names)
    session.flush()
    return row


def _version_row(repository_id: int, prepared: Prepared, user: str | None) -> models.RepositoryVersion:
    content = prepared.content
    return models.RepositoryVersion(
        repository_id=repository_id,
        version=prepared.version,
        commit=prepared.commit,
        bundle=prepared.bundle,
        description=content.description,
        groups={key: group.as_dict() for key, group in content.groups.items()},
        problems=[problem.as_dict() for problem in content.problems],
        installed_by=user,
    )


def _piece_values(version_id: int, pieces: Iterable[PieceContent]) -> list[dict[str, Any]]:
    return [
        {
            "version_id": version_id,
            "name": piece.name,
            "label": piece.label,
            "description": piece.description,
            "group_key": piece.group,
            "input_schema": piece.input_schema,
            "output_schema": piece.output_schema,
            "secrets_schema": piece.secrets_schema,
            "tags": list(piece.tags),
            "style": piece.style,
            "resources": piece.resources,
            "source_url": piece.source_url,
        }
        for piece in pieces
    ]


def _same(installed: models.RepositoryVersion, prepared: Prepared) -> models.RepositoryVersion:
    if installed.bundle == prepared.bundle:
        return installed
    then, now = (
        _content_name(installed.commit, installed.bundle),
        _content_name(prepared.commit, prepared.bundle),
    )
    way_out = (
        "Install a tag, or the commit itself as version."
        if prepared.source.kind == "git"
        else "Raise VERSION in its config.toml, or give another version."
    )
    raise Conflict(
        f"Version {prepared.version} of {prepared.source.address} is installed with another content: {then}, "
        f"and this is {now}. Workflows rely on a version never changing. {way_out}"
    )


def _content_name(commit: str | None, bundle: str) -> str:
    return f"commit {commit[:12]}" if commit else f"sha256 {bundle[:12]}"


def source_versions(source: str) -> SourceVersions:
    """Return the versions that a source offers, newest first.

    Raises:
        Invalid: the source is not supported, or there is no repository.
        Unavailable: it can't be reached.
    """
    return preparation.source_versions(source)


def list_repositories(session: Session, workspace_id: int) -> list[RepositoryView]:
    """Return the workspace's repositories by label, each with its versions, newest first."""
    return _views(session, models.Repository.workspace_id == workspace_id)


def get_repository(session: Session, workspace_id: int, repository_id: int) -> RepositoryView:
    """Return a repository with its versions, newest first.

    Raises:
        NotFound: the workspace has no such repository.
    """
    found = _views(
        session, (models.Repository.workspace_id == workspace_id) & (models.Repository.id == repository_id)
    )
    if not found:
        raise NotFound(f"There is no repository {repository_id} in this workspace.")
    return found[0]


def _views(session: Session, condition: ColumnElement[bool]) -> list[RepositoryView]:
    repositories = session.scalars(select(models.Repository).where(condition)).all()
    count = (
        select(func.count(models.Piece.id))
        .where(models.Piece.version_id == models.RepositoryVersion.id)
        .scalar_subquery()
    )
    versions: dict[int, list[VersionView]] = {repository.id: [] for repository in repositories}
    rows = session.execute(
        select(models.RepositoryVersion, count)
        .join(models.Repository, models.Repository.id == models.RepositoryVersion.repository_id)
        .where(condition)
    )
    for row, pieces in rows:
        versions[row.repository_id].append(VersionView.of(row, pieces))
    views = [
        RepositoryView.of(
            row, sorted(versions[row.id], key=lambda version: version_key(version.version), reverse=True)
        )
        for row in repositories
    ]
    return sorted(views, key=lambda view: (view.label.casefold(), view.id))


def list_pieces(
    session: Session, workspace_id: int, *, repository_id: int | None = None, version: str | None = None
) -> list[PieceView]:
    """Return the workspace's Pieces with their schemas, by repository, name and version, newest first.

    Args:
        session: an open session.
        workspace_id: the workspace.
        repository_id: only those of this repository.
        version: only those of this version of their repository.
    """
    statement = pieces_of(workspace_id)
    if repository_id is not None:
        statement = statement.where(models.Repository.id == repository_id)
    if version is not None:
        statement = statement.where(models.RepositoryVersion.version == version)
    views = [
        PieceView.of(piece, row.version, repository) for piece, row, repository in session.execute(statement)
    ]
    views.sort(key=lambda view: version_key(view.version), reverse=True)
    return sorted(views, key=lambda view: (view.repository_label.casefold(), view.repository_id, view.name))
