"""What the catalogue answers with: plain values, safe to use after the session is closed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from domino_plugin.db import models


@dataclass(frozen=True)
class VersionView:
    """An installed version of a repository.

    Attributes:
        groups: dependency groups by key, see `DependencyGroup.as_dict`.
        problems: what could not be read, see `Problem.as_dict`.
        piece_count: number of Pieces that can be used.
    """

    id: int
    version: str
    commit: str | None
    bundle: str
    description: str | None
    groups: dict[str, Any]
    problems: list[Any]
    piece_count: int
    installed_at: dt.datetime
    installed_by: str | None

    @classmethod
    def of(cls, row: models.RepositoryVersion, piece_count: int) -> VersionView:
        """Make the view of a row."""
        return cls(
            id=row.id,
            version=row.version,
            commit=row.commit,
            bundle=row.bundle,
            description=row.description,
            groups=row.groups,
            problems=row.problems,
            piece_count=piece_count,
            installed_at=row.installed_at,
            installed_by=row.installed_by,
        )


@dataclass(frozen=True)
class RepositoryView:
    """A repository of a workspace with its installed versions, newest first."""

    id: int
    kind: str
    source: str
    name: str
    label: str
    created_at: dt.datetime
    created_by: str | None
    versions: list[VersionView] = field(default_factory=list)

    @classmethod
    def of(cls, row: models.Repository, versions: list[VersionView]) -> RepositoryView:
        """Make the view of a row."""
        return cls(
            id=row.id,
            kind=row.kind,
            source=row.source,
            name=row.name,
            label=row.label,
            created_at=row.created_at,
            created_by=row.created_by,
            versions=versions,
        )


@dataclass(frozen=True)
class PieceView:
    """A Piece of an installed version, with its schemas.

    Attributes:
        repository: the repository's source, as workflow documents refer to it.
        group: key of its dependency group.
    """

    id: int
    name: str
    label: str
    description: str
    repository_id: int
    repository: str
    repository_label: str
    version: str
    group: str
    input_schema: dict[str, Any]
    output_schema: dict[str, Any]
    secrets_schema: dict[str, Any] | None
    tags: list[Any]
    style: dict[str, Any]
    resources: dict[str, Any]
    source_url: str | None

    @classmethod
    def of(cls, piece: models.Piece, version: str, repository: models.Repository) -> PieceView:
        """Make the view of a row."""
        return cls(
            id=piece.id,
            name=piece.name,
            label=piece.label,
            description=piece.description,
            repository_id=repository.id,
            repository=repository.source,
            repository_label=repository.label,
            version=version,
            group=piece.group_key,
            input_schema=piece.input_schema,
            output_schema=piece.output_schema,
            secrets_schema=piece.secrets_schema,
            tags=piece.tags,
            style=piece.style,
            resources=piece.resources,
            source_url=piece.source_url,
        )


@dataclass(frozen=True)
class FoundSecret:
    """A secret that a Piece reads: the Airflow Variable that holds it, and whether that is filled."""

    name: str
    variable: str
    required: bool
    is_set: bool


@dataclass(frozen=True)
class FoundPiece:
    """The Piece a workflow refers to, with all that checking and running it takes.

    Attributes:
        repository: the source in its canonical spelling, which may differ from that of the reference.
        bundle: sha256 of the repository's content in the shared storage.
        group: the dependency group, see `DependencyGroup.as_dict`.
    """

    repository_id: int
    repository: str
    version_id: int
    version: str
    name: str
    label: str
    bundle: str
    group_key: str
    group: dict[str, Any]
    input_schema: dict[str, Any]
    output_schema: dict[str, Any]
    secrets: tuple[FoundSecret, ...]
    resources: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SecretView:
    """A secret's name and state; its value is never read.

    Attributes:
        required: whether a Piece can't run without it.
        pieces: names of the Pieces that read it, sorted.
    """

    name: str
    is_set: bool
    updated_at: dt.datetime | None
    updated_by: str | None
    description: str
    required: bool
    pieces: list[str]


@dataclass(frozen=True)
class SavedSecret(SecretView):
    """A secret that was just set.

    Attributes:
        masked_from: characters that a value needs to be masked in logs, if this one has fewer; else None.
    """

    masked_from: int | None


@dataclass(frozen=True)
class SourceVersions:
    """The versions that a source offers, newest first; after the tags come the branches."""

    source: str
    kind: str
    versions: list[str]
