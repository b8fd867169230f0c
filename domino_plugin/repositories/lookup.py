"""Looks up the Pieces that workflows refer to, many at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from domino_plugin.db import models
from domino_plugin.errors import NotFound, did_you_mean
from domino_plugin.repositories import secrets
from domino_plugin.repositories.sources import source_hash
from domino_plugin.repositories.versions import version_key
from domino_plugin.repositories.views import FoundPiece, FoundSecret

Key = tuple[str, str, str]


class Reference(Protocol):
    """How a workflow document refers to a Piece."""

    @property
    def repository(self) -> str:
        """Source of the repository."""

    @property
    def version(self) -> str:
        """Version of the repository."""

    @property
    def name(self) -> str:
        """Name of the Piece."""


def pieces_of(workspace_id: int) -> Any:
    """Select a workspace's Pieces, each with its version and repository.

    The statement's type is written differently for SQLAlchemy 2.0 and 2.1.
    """
    return (
        select(models.Piece, models.RepositoryVersion, models.Repository)
        .join(models.RepositoryVersion, models.RepositoryVersion.id == models.Piece.version_id)
        .join(models.Repository, models.Repository.id == models.RepositoryVersion.repository_id)
        .where(models.Repository.workspace_id == workspace_id)
    )


def find_pieces(
    session: Session, workspace_id: int, references: Iterable[Reference]
) -> dict[Key, FoundPiece]:
    """Look up the Pieces a workflow refers to, all at once.

    Returns:
        What is installed, by ``(repository, version, name)`` as the reference spells it.
    """
    wanted: dict[Key, list[Key]] = {}
    for reference in references:
        key = (reference.repository, reference.version, reference.name)
        wanted.setdefault((source_hash(reference.repository), *key[1:]), []).append(key)
    if not wanted:
        return {}
    statement = pieces_of(workspace_id).where(
        models.Repository.source_hash.in_({digest for digest, _, _ in wanted}),
        models.RepositoryVersion.version.in_({version for _, version, _ in wanted}),
        models.Piece.name.in_({name for _, _, name in wanted}),
    )
    rows = session.execute(statement).all()
    held = secrets.rows_by_repository(session, {repository.id for _, _, repository in rows})
    found: dict[Key, FoundPiece] = {}
    for piece, version, repository in rows:
        for key in wanted.get((repository.source_hash, version.version, piece.name), ()):
            found[key] = _found(piece, version, repository, held.get(repository.id, {}))
    return found


def find_piece(session: Session, workspace_id: int, reference: Reference) -> FoundPiece:
    """Look up the Piece a workflow refers to.

    Raises:
        NotFound: it isn't installed; the text says what is missing.
    """
    found = find_pieces(session, workspace_id, [reference])
    if found:
        return next(iter(found.values()))
    versions = next(
        (
            versions
            for source, versions in installed_names(session, workspace_id).items()
            if source_hash(source) == source_hash(reference.repository)
        ),
        {},
    )
    if not versions:
        raise NotFound(f"The repository {reference.repository!r} isn't installed in this workspace.")
    if reference.version not in versions:
        raise NotFound(
            f"Version {reference.version!r} of {reference.repository!r} isn't installed, but "
            f"{', '.join(sorted(versions, key=version_key, reverse=True))}."
        )
    hint = did_you_mean(reference.name, versions[reference.version])
    raise NotFound(
        f"{reference.repository!r} {reference.version} has no Piece {reference.name!r}. {hint or ''}".strip()
    )


def installed_names(session: Session, workspace_id: int) -> dict[str, dict[str, frozenset[str]]]:
    """Return the names of all Pieces, by source of their repository and version."""
    rows = session.execute(
        select(models.Repository.source, models.RepositoryVersion.version, models.Piece.name)
        .join(models.RepositoryVersion, models.RepositoryVersion.repository_id == models.Repository.id)
        .join(models.Piece, models.Piece.version_id == models.RepositoryVersion.id)
        .where(models.Repository.workspace_id == workspace_id)
    )
    names: dict[str, dict[str, set[str]]] = {}
    for source, version, name in rows:
        names.setdefault(source, {}).setdefault(version, set()).add(name)
    return {
        source: {version: frozenset(pieces) for version, pieces in versions.items()}
        for source, versions in names.items()
    }


def _found(
    piece: models.Piece,
    version: models.RepositoryVersion,
    repository: models.Repository,
    held: dict[str, models.Secret],
) -> FoundPiece:
    schema = piece.secrets_schema or {}
    required = set(schema.get("required", ()))
    return FoundPiece(
        repository_id=repository.id,
        repository=repository.source,
        version_id=version.id,
        version=version.version,
        name=piece.name,
        label=piece.label,
        bundle=version.bundle,
        group_key=piece.group_key,
        group=version.groups[piece.group_key],
        input_schema=piece.input_schema,
        output_schema=piece.output_schema,
        resources=piece.resources,
        secrets=tuple(
            FoundSecret(
                name=name,
                variable=secrets.variable_key(repository.id, name),
                required=name in required,
                is_set=name in held and held[name].is_set,
            )
            for name in sorted(schema.get("properties", {}))
        ),
    )
