"""Piece repositories, their Pieces and secrets."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from domino_plugin.blueprints.api.schemas.base import Answer, Query, Request, Storable, WorkspacePath
from pydantic import Field, StringConstraints

Source = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), Storable]
Version = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255), Storable]


class RepositoryPath(WorkspacePath):
    """A repository in a workspace."""

    repository_id: int


class VersionPath(RepositoryPath):
    """An installed version of a repository."""

    version_id: int = Field(ge=0, le=2**31 - 1)


class RepositoryInstall(Request):
    """What to install."""

    source: Source = Field(
        description="'starter', a path or file URL below a folder the administrator allows, or a Git URL."
    )
    version: Version | None = Field(
        default=None, description="Tag or branch of a Git source; not needed for folders and 'starter'."
    )


class RepositoryProblem(Answer):
    """Something in a repository that could not be read."""

    severity: str
    piece: str | None
    file: str
    line: int | None
    message: str


class RepositoryVersion(Answer):
    """An installed version of a repository."""

    id: int
    version: str
    commit: str | None
    bundle: str = Field(description="sha256 of the content, as stored for the workers.")
    description: str | None
    groups: dict[str, Any] = Field(description="Dependency groups by key: what shares an environment.")
    problems: list[RepositoryProblem]
    piece_count: int
    installed_at: dt.datetime
    installed_by: str | None


class Repository(Answer):
    """A Piece repository of a workspace."""

    id: int
    kind: str = Field(description="starter, local or git")
    source: str
    name: str
    label: str
    created_at: dt.datetime
    created_by: str | None
    versions: list[RepositoryVersion]


class RepositoryList(Answer):
    """The repositories of a workspace by name."""

    items: list[Repository]
    total: int


class Installation(Answer):
    """What was installed, and the jobs that build its environments on a worker."""

    repository_id: int
    version: RepositoryVersion
    job_id: int = Field(description="The job that installing was.")
    job_ids: list[int] = Field(description="Those that build its environments.")


class SourceQuery(Query):
    """A source that isn't installed yet."""

    source: Source


class SourceVersions(Answer):
    """The versions a source offers, newest first."""

    source: str
    kind: str
    versions: list[str]


class PieceQuery(Query):
    """Which Pieces."""

    repository_id: int | None = Field(default=None, ge=0, le=2**31 - 1)
    version: str | None = Field(default=None, max_length=255)


class Piece(Answer):
    """A Piece that can be put on the canvas."""

    id: int
    name: str
    label: str
    description: str
    repository_id: int
    repository: str = Field(description="The repository's source, as workflow documents refer to it.")
    repository_label: str
    version: str
    group: str
    input_schema: dict[str, Any]
    output_schema: dict[str, Any]
    secrets_schema: dict[str, Any] | None
    tags: list[str]
    style: dict[str, Any]
    resources: dict[str, Any]
    source_url: str | None


class PieceList(Answer):
    """Pieces of a workspace."""

    items: list[Piece]
    total: int


class SecretPath(RepositoryPath):
    """A secret of a repository."""

    name: str = Field(min_length=1, max_length=255)


class Secret(Answer):
    """A secret's name and state; its value is never shown."""

    name: str
    is_set: bool
    updated_at: dt.datetime | None
    updated_by: str | None
    description: str
    required: bool = Field(description="A Piece can't run without it.")
    pieces: list[str] = Field(description="Names of the Pieces that read it.")


class SavedSecret(Secret):
    """A secret that was just set."""

    masked_from: int | None = Field(
        description="Characters that a value needs to be masked in logs, if this one has fewer; else null."
    )


class SecretList(Answer):
    """The secrets a repository's Pieces use."""

    items: list[Secret]
    total: int


class SecretChange(Request):
    """A secret's value."""

    value: str = Field(
        min_length=1,
        max_length=40_000,
        description="The value; connection:NAME stands for the URI of one of Airflow's Connections.",
    )
