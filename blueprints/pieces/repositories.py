"""Install, list and remove Piece repositories; list their Pieces; set their secrets."""

from __future__ import annotations

from domino_plugin.blueprints.access import caller, in_workspace
from domino_plugin.blueprints.answers import answer, no_content
from domino_plugin.blueprints.api.blueprint import WORKSPACE, api_blueprint
from domino_plugin.blueprints.api.schemas.base import WorkspacePath
from domino_plugin.blueprints.api.schemas.jobs import Job, JobList
from domino_plugin.blueprints.api.schemas.repositories import (
    Installation,
    Piece,
    PieceList,
    PieceQuery,
    Repository,
    RepositoryInstall,
    RepositoryList,
    RepositoryPath,
    SavedSecret,
    Secret,
    SecretChange,
    SecretList,
    SecretPath,
    SourceQuery,
    SourceVersions,
    VersionPath,
)
from domino_plugin.blueprints.pieces import installation
from domino_plugin.blueprints.transaction import current_session
from flask import Response

from domino_plugin.connection_reference import connection_of
from domino_plugin.errors import Forbidden
from domino_plugin.repositories import catalogue, secrets
from domino_plugin.workspaces.rights import Right

api = api_blueprint("repositories", __name__, "Piece repositories, their Pieces and secrets", WORKSPACE)
_ONE = "/repositories/<int:repository_id>"


@api.get("/repositories", responses={200: RepositoryList})
@in_workspace(Right.SEE_PIECES)
def list_repositories(path: WorkspacePath) -> Response:
    """The workspace's repositories with their installed versions."""
    found = catalogue.list_repositories(current_session(), path.workspace_id)
    items = [Repository.model_validate(view) for view in found]
    return answer(RepositoryList(items=items, total=len(items)))


@api.post("/repositories", responses={201: Installation})
@in_workspace(Right.MANAGE_REPOSITORIES)
def install_repository(path: WorkspacePath, body: RepositoryInstall) -> Response:
    """Install a version of a repository; its environments are then built on a worker.

    A version that is installed already is left as it is.
    """
    installed = installation.install(
        current_session(), path.workspace_id, body.source, body.version, caller().name
    )
    return answer(installed, 201)


@api.get("/sources/versions", responses={200: SourceVersions})
@in_workspace(Right.MANAGE_REPOSITORIES)
def list_source_versions(path: WorkspacePath, query: SourceQuery) -> Response:
    """The versions that a source offers: tags, newest first, then branches."""
    del path
    return answer(installation.source_versions(current_session(), query.source))


@api.get(_ONE, responses={200: Repository})
@in_workspace(Right.SEE_PIECES)
def get_repository(path: RepositoryPath) -> Response:
    """A repository with its installed versions."""
    view = catalogue.get_repository(current_session(), path.workspace_id, path.repository_id)
    return answer(Repository.model_validate(view))


@api.delete(_ONE, responses={204: None})
@in_workspace(Right.MANAGE_REPOSITORIES)
def remove_repository(path: RepositoryPath) -> Response:
    """Remove a repository with its secrets, unless a workflow uses it."""
    catalogue.remove(current_session(), path.workspace_id, path.repository_id)
    return no_content()


@api.delete(f"{_ONE}/versions/<int:version_id>", responses={204: None})
@in_workspace(Right.MANAGE_REPOSITORIES)
def remove_repository_version(path: VersionPath) -> Response:
    """Remove a version of a repository, unless a workflow uses it; the last one goes with the repository."""
    catalogue.remove(current_session(), path.workspace_id, path.repository_id, version_id=path.version_id)
    return no_content()


@api.post(f"{_ONE}/versions/<int:version_id>/environments", responses={201: JobList})
@in_workspace(Right.MANAGE_REPOSITORIES)
def build_environments(path: VersionPath) -> Response:
    """Build the environments of a version on a worker, such as after a failure."""
    found = installation.build_environments(
        current_session(), path.workspace_id, path.repository_id, path.version_id, caller().name
    )
    return answer(JobList(items=[Job.of(job) for job in found], total=len(found)), 201)


@api.get("/pieces", responses={200: PieceList})
@in_workspace(Right.SEE_PIECES)
def list_pieces(path: WorkspacePath, query: PieceQuery) -> Response:
    """The workspace's Pieces with their schemas."""
    found = catalogue.list_pieces(
        current_session(), path.workspace_id, repository_id=query.repository_id, version=query.version
    )
    return answer(PieceList(items=[Piece.model_validate(view) for view in found], total=len(found)))


@api.get(f"{_ONE}/secrets", responses={200: SecretList})
@in_workspace(Right.SEE_PIECES)
def list_secrets(path: RepositoryPath) -> Response:
    """The secrets that the repository's Pieces use, without their values."""
    found = secrets.list_secrets(current_session(), path.workspace_id, path.repository_id)
    return answer(SecretList(items=[Secret.model_validate(view) for view in found], total=len(found)))


@api.put(f"{_ONE}/secrets/<name>", responses={200: SavedSecret})
@in_workspace(Right.SET_SECRETS)
def set_secret(path: SecretPath, body: SecretChange) -> Response:
    """Set a secret's value, or have it taken from one of Airflow's Connections, which the caller may read."""
    connection = connection_of(body.value)
    if connection is not None and not caller().may_read_connection(connection):
        raise Forbidden(
            f"Airflow doesn't let you read the Connection {connection[:100]!r}, so no Piece may have it from "
            "you. Ask an administrator of Airflow to set this secret."
        )
    view = secrets.set_secret(
        current_session(), path.workspace_id, path.repository_id, path.name, body.value, caller().name
    )
    return answer(SavedSecret.model_validate(view))


@api.delete(f"{_ONE}/secrets/<name>", responses={204: None})
@in_workspace(Right.SET_SECRETS)
def clear_secret(path: SecretPath) -> Response:
    """Forget a secret's value."""
    secrets.clear_secret(current_session(), path.workspace_id, path.repository_id, path.name, caller().name)
    return no_content()
