"""The tables of Domino in Airflow's metadata database.

All are named ``domino_*``, live in a MetaData of their own and have no foreign key to Airflow's tables:
users are referred to by their Airflow user name, DAGs by their dag_id.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from domino_plugin.db.schema_name import schema_name
from domino_plugin.db.types import UtcDateTime, utcnow

metadata = MetaData(
    schema=schema_name(),
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    },
)


class Base(DeclarativeBase):
    """Base of all models."""

    metadata = metadata
    type_annotation_map = {dt.datetime: UtcDateTime, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012


class Workspace(Base):
    """A room of its own for members, repositories and workflows."""

    __tablename__ = "domino_workspace"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    is_default: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    created_by: Mapped[str | None] = mapped_column(String(255))

    members: Mapped[list[Member]] = relationship(back_populates="workspace", cascade="all, delete-orphan")


class Member(Base):
    """An Airflow user in a workspace, or invited to it, with a role: owner, admin, write or read."""

    __tablename__ = "domino_member"

    workspace_id: Mapped[int] = mapped_column(ForeignKey(Workspace.id, ondelete="CASCADE"), primary_key=True)
    user_name: Mapped[str] = mapped_column(String(255), primary_key=True)
    role: Mapped[str] = mapped_column(String(10))
    #: ``invited`` until the user accepts, then ``accepted``; only then the role counts.
    state: Mapped[str] = mapped_column(String(10), default="accepted")
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    invited_by: Mapped[str | None] = mapped_column(String(255))

    workspace: Mapped[Workspace] = relationship(back_populates="members")


class Repository(Base):
    """A Piece repository as a workspace knows it; what it holds is in its versions."""

    __tablename__ = "domino_repository"
    __table_args__ = (UniqueConstraint("workspace_id", "source_hash"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey(Workspace.id, ondelete="CASCADE"))
    #: ``starter``, ``local`` or ``git``.
    kind: Mapped[str] = mapped_column(String(20))
    #: Canonical address: ``starter``, an absolute path or a Git URL without credentials.
    source: Mapped[str] = mapped_column(Text)
    #: sha256 of `source`: unique indexes on long texts aren't portable.
    source_hash: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(255))
    label: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    created_by: Mapped[str | None] = mapped_column(String(255))

    versions: Mapped[list[RepositoryVersion]] = relationship(
        back_populates="repository", cascade="all, delete-orphan"
    )
    secrets: Mapped[list[Secret]] = relationship(back_populates="repository", cascade="all, delete-orphan")


class RepositoryVersion(Base):
    """One installed version of a repository, immutable: its bundle is addressed by content."""

    __tablename__ = "domino_repository_version"
    __table_args__ = (UniqueConstraint("repository_id", "version"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    repository_id: Mapped[int] = mapped_column(ForeignKey(Repository.id, ondelete="CASCADE"))
    version: Mapped[str] = mapped_column(String(255))
    #: Git commit the version was fetched at; null for folders.
    commit: Mapped[str | None] = mapped_column(String(64))
    #: sha256 of the bundle in the shared storage (`domino_plugin.storage.bundles`).
    bundle: Mapped[str] = mapped_column(String(64))
    description: Mapped[str | None] = mapped_column(Text)
    #: Dependency groups by key: ``{"group0": {...}}``, see `domino_plugin.repositories.model`.
    groups: Mapped[dict[str, Any]]
    #: What could not be read, each ``{"piece", "file", "line", "message"}``.
    problems: Mapped[list[Any]]
    installed_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    installed_by: Mapped[str | None] = mapped_column(String(255))

    repository: Mapped[Repository] = relationship(back_populates="versions")
    pieces: Mapped[list[Piece]] = relationship(back_populates="version", cascade="all, delete-orphan")


class Piece(Base):
    """A Piece of a repository version, normalised."""

    __tablename__ = "domino_piece"
    __table_args__ = (UniqueConstraint("version_id", "name"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey(RepositoryVersion.id, ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(255))
    label: Mapped[str] = mapped_column(String(255))
    description: Mapped[str] = mapped_column(Text, default="")
    group_key: Mapped[str] = mapped_column(String(100))
    input_schema: Mapped[dict[str, Any]]
    output_schema: Mapped[dict[str, Any]]
    secrets_schema: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    tags: Mapped[list[Any]]
    style: Mapped[dict[str, Any]]
    resources: Mapped[dict[str, Any]]
    source_url: Mapped[str | None] = mapped_column(Text)

    version: Mapped[RepositoryVersion] = relationship(back_populates="pieces")


class Secret(Base):
    """The name and state of a repository's secret; its value is an Airflow Variable."""

    __tablename__ = "domino_secret"
    __table_args__ = (UniqueConstraint("repository_id", "name"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    repository_id: Mapped[int] = mapped_column(ForeignKey(Repository.id, ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(255))
    #: Key of the Airflow Variable; contains the word ``secret``, so that Airflow masks the value.
    variable_key: Mapped[str] = mapped_column(String(250))
    is_set: Mapped[bool] = mapped_column(Boolean, default=False)
    updated_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    updated_by: Mapped[str | None] = mapped_column(String(255))

    repository: Mapped[Repository] = relationship(back_populates="secrets")


class Workflow(Base):
    """A workflow: its identity and publishing state; what it does is in its versions."""

    __tablename__ = "domino_workflow"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey(Workspace.id, ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    dag_id: Mapped[str] = mapped_column(String(250), unique=True)
    current_version: Mapped[int] = mapped_column(Integer)
    #: The version the dags folder and Airflow's tables hold; differs from `current_version` after a failure.
    published_version: Mapped[int | None] = mapped_column(Integer)
    publish_error: Mapped[str | None] = mapped_column(Text)
    #: Positions on the canvas; no part of a version: moving a node changes nothing that runs.
    layout: Mapped[dict[str, Any]]
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    created_by: Mapped[str | None] = mapped_column(String(255))
    updated_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    updated_by: Mapped[str | None] = mapped_column(String(255))

    versions: Mapped[list[WorkflowVersion]] = relationship(
        back_populates="workflow", cascade="all, delete-orphan"
    )


class WorkflowVersion(Base):
    """A workflow document as it was saved; never changed afterwards."""

    __tablename__ = "domino_workflow_version"
    __table_args__ = (UniqueConstraint("workflow_id", "number"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    workflow_id: Mapped[int] = mapped_column(ForeignKey(Workflow.id, ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(Integer)
    document: Mapped[dict[str, Any]]
    message: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    created_by: Mapped[str | None] = mapped_column(String(255))

    workflow: Mapped[Workflow] = relationship(back_populates="versions")


class Draft(Base):
    """Work in progress on a workflow, or on one that doesn't exist yet; may be invalid."""

    __tablename__ = "domino_draft"
    __table_args__ = (Index(None, "workspace_id", "owner"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey(Workspace.id, ondelete="CASCADE"))
    workflow_id: Mapped[int | None] = mapped_column(ForeignKey(Workflow.id, ondelete="CASCADE"), index=True)
    owner: Mapped[str] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(200))
    #: As it was sent. It and the layout are loaded only where they are asked for.
    document: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    layout: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    #: Version of the workflow the draft started from.
    base_version: Mapped[int | None] = mapped_column(Integer)
    #: Counts the saves, so that two windows notice each other.
    revision: Mapped[int] = mapped_column(Integer, default=1)
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    updated_at: Mapped[dt.datetime] = mapped_column(default=utcnow)


class File(Base):
    """A file that somebody uploaded to a workspace; its bytes are in the shared storage."""

    __tablename__ = "domino_file"
    __table_args__ = (UniqueConstraint("workspace_id", "name"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey(Workspace.id, ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    bytes: Mapped[int] = mapped_column(BigInteger)
    uploaded_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    uploaded_by: Mapped[str | None] = mapped_column(String(255))


class Job(Base):
    """Work that takes long: building an environment, installing a repository, deleting a workspace."""

    __tablename__ = "domino_job"
    __table_args__ = (Index(None, "workspace_id", "state"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey(Workspace.id, ondelete="CASCADE"))
    #: ``build_environment``, ``install_repository`` or ``delete_workspace``.
    kind: Mapped[str] = mapped_column(String(50))
    #: ``queued``, ``running``, ``closed`` (running, but past the point of no return), ``succeeded``,
    #: ``failed`` or ``cancelled``.
    state: Mapped[str] = mapped_column(String(20), default="queued")
    payload: Mapped[dict[str, Any]]
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    #: How far it is: ``{"step": name, "done": steps, "total": steps}``.
    progress: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    error: Mapped[str | None] = mapped_column(Text)
    #: Run of the system DAG that does the work on a worker.
    run_id: Mapped[str | None] = mapped_column(String(250))
    #: Which web process has the job, and until when it is taken for alive.
    lease_owner: Mapped[str | None] = mapped_column(String(100))
    lease_until: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    created_by: Mapped[str | None] = mapped_column(String(255))
    finished_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


# SQLite hands the number of a deleted last row out again; an address must never lead to a successor.
for _table in metadata.tables.values():
    _table.dialect_options["sqlite"]["autoincrement"] = True
