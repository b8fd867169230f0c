"""Who is calling; workspaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domino_plugin.blueprints import access
from domino_plugin.blueprints.access import CREATE_DAG, caller, caller_role, in_workspace, signed_in
from domino_plugin.blueprints.answers import answer, no_content
from domino_plugin.blueprints.api.blueprint import WORKSPACE, api_blueprint
from domino_plugin.blueprints.api.schemas.base import WorkspacePath
from domino_plugin.blueprints.api.schemas.people import (
    Me,
    RightOfRoles,
    RoleTable,
    Workspace,
    WorkspaceChange,
    WorkspaceContents,
    WorkspaceList,
)
from domino_plugin.blueprints.api.schemas.workflows import DeleteQuery
from domino_plugin.blueprints.transaction import current_session
from flask import Response, current_app

from domino_plugin.version import __version__
from domino_plugin.workspaces import removal, rights, service
from domino_plugin.workspaces.rights import Right
from domino_plugin.workspaces.roles import Role

if TYPE_CHECKING:
    from domino_plugin.db import models

api = api_blueprint("workspaces", __name__, "The caller, workspaces and their members")


@api.get("/me", responses={200: Me})
@signed_in()
def get_me() -> Response:
    """Who is calling, and what the caller may do."""
    who = caller()
    me = Me(
        user_name=who.name,
        is_administrator=who.is_administrator,
        is_signed_in=who.via != "public",
        may_create_workflows=who.may(CREATE_DAG),
        workspaces=_mine(),
        version=__version__,
    )
    return answer(me)


@api.get("/roles", responses={200: RoleTable})
@signed_in()
def list_roles() -> Response:
    """What each role may do in a workspace, as it is checked."""
    items = [
        RightOfRoles(
            name=right,
            description=right.description,
            roles=[role for role in Role if rights.has(role, right)],
            airflow_permissions=access.airflow_permissions(current_app, right),
        )
        for right in Right
    ]
    return answer(RoleTable(roles=list(Role), items=items))


@api.get("/workspaces", responses={200: WorkspaceList})
@signed_in()
def list_workspaces() -> Response:
    """The workspaces the caller has a role in."""
    items = _mine()
    return answer(WorkspaceList(items=items, total=len(items)))


@api.post("/workspaces", responses={201: Workspace})
@signed_in(CREATE_DAG)
def create_workspace(body: WorkspaceChange) -> Response:
    """Make a workspace; the caller becomes its owner."""
    made = service.create_workspace(current_session(), body.name, caller().name)
    return answer(_workspace(made, Role.OWNER), 201)


@api.get(WORKSPACE, responses={200: Workspace})
@in_workspace(Right.SEE_WORKSPACE)
def get_workspace(path: WorkspacePath) -> Response:
    """A workspace."""
    return answer(_workspace(service.get_workspace(current_session(), path.workspace_id), caller_role()))


@api.patch(WORKSPACE, responses={200: Workspace})
@in_workspace(Right.MANAGE_WORKSPACE)
def rename_workspace(path: WorkspacePath, body: WorkspaceChange) -> Response:
    """Give a workspace another name."""
    renamed = service.rename_workspace(current_session(), path.workspace_id, body.name)
    return answer(_workspace(renamed, caller_role()))


@api.get(f"{WORKSPACE}/contents", responses={200: WorkspaceContents})
@in_workspace(Right.MANAGE_WORKSPACE)
def count_contents(path: WorkspacePath) -> Response:
    """What is in a workspace, in numbers: what deleting it would delete."""
    return answer(WorkspaceContents.model_validate(removal.contents(current_session(), path.workspace_id)))


@api.delete(WORKSPACE, responses={204: None})
@in_workspace(Right.MANAGE_WORKSPACE, access.DELETE_DAG)
def delete_workspace(path: WorkspacePath, query: DeleteQuery) -> Response:
    """Delete a workspace with its workflows, their runs and files, its repositories, secrets and drafts.

    Answers 409 while tasks of its workflows are running. It is a job of the workspace: cancelling that stops
    before the next workflow, and this answers 409.
    """
    removal.delete_workspace(
        current_session(), path.workspace_id, user=caller().name, keep_history=query.keep_history
    )
    return no_content()


def _mine() -> list[Workspace]:
    views = service.list_workspaces(current_session(), caller())
    return [_workspace(view.workspace, view.role) for view in views]


def _workspace(row: models.Workspace, role: Role) -> Workspace:
    return Workspace(
        id=row.id,
        name=row.name,
        is_default=row.is_default,
        role=role,
        rights=[right for right in Right if rights.has(role, right)],
        created_at=row.created_at,
    )
