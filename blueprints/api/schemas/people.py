"""The caller, workspaces and their members."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from domino_plugin.blueprints.api.schemas.base import Answer, Query, Request, Storable, WorkspacePath
from pydantic import BaseModel, Field, StringConstraints

from domino_plugin.workspaces.rights import Right
from domino_plugin.workspaces.roles import Role

WorkspaceName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), Storable
]


class Workspace(Answer):
    """A workspace, and the caller's role in it."""

    id: int
    name: str
    is_default: bool
    role: Role
    rights: list[Right] = Field(description="What the role may do; Airflow must permit some of it, too.")
    created_at: dt.datetime


class WorkspaceList(Answer):
    """The workspaces the caller has a role in, the default one first."""

    items: list[Workspace]
    total: int


class WorkspaceChange(Request):
    """A workspace's name."""

    name: WorkspaceName


class RightOfRoles(Answer):
    """Something that may be done in a workspace, and who may."""

    name: Right
    description: str
    roles: list[Role] = Field(description="Those that have the right.")
    airflow_permissions: list[str] = Field(
        description="What Airflow must permit as well, for the one or the other part of it: `PUT DAG`, ..."
    )


class RoleTable(Answer):
    """What each role may do."""

    roles: list[Role] = Field(description="From the lowest; each has all rights of those before it.")
    items: list[RightOfRoles]


class Me(Answer):
    """Who is calling, and what the caller may do."""

    user_name: str
    is_administrator: bool = Field(description="Airflow lets the user manage Variables: Op and Admin.")
    is_signed_in: bool = Field(description="False for Airflow's public role.")
    may_create_workflows: bool = Field(description="Airflow's permission; the workspace's role comes on top.")
    workspaces: list[Workspace]
    version: str


class WorkspaceContents(Answer):
    """What is in a workspace, in numbers: what goes when it is deleted."""

    workflows: int
    repositories: int
    secrets: int = Field(description="Those that are set.")
    drafts: int = Field(description="Of everybody.")
    files: int = Field(description="Uploaded ones.")
    members: int = Field(description="With those invited.")


class Member(Answer):
    """A member of a workspace, or somebody invited."""

    user_name: str
    role: Role
    state: Literal["invited", "accepted"] = Field(description="The role counts once it is accepted.")
    invited_by: str | None
    created_at: dt.datetime


class MemberList(Answer):
    """The members of a workspace, and those invited, by name."""

    items: list[Member]
    total: int


class MemberChange(Request):
    """The role somebody shall have."""

    role: Role


class MemberPath(WorkspacePath):
    """A member of a workspace."""

    user_name: str = Field(min_length=1, max_length=255)


class Successor(Request):
    """The member who shall own the workspace."""

    user_name: str = Field(min_length=1, max_length=255)


class Invitation(Answer):
    """An invitation to a workspace, for the caller."""

    workspace_id: int
    workspace_name: str
    role: Role
    invited_by: str | None
    created_at: dt.datetime


class InvitationList(Answer):
    """The caller's invitations, oldest first."""

    items: list[Invitation]
    total: int


class InvitationPath(BaseModel):
    """An invitation of the caller's, by the workspace it is to."""

    invited_to: int = Field(description="Id of the workspace.")


class PeopleQuery(Query):
    """Which of Airflow's users."""

    search: str = Field(default="", max_length=100, description="Part of the user name or the name.")
    limit: int = Field(default=20, ge=1, le=100)


class Person(Answer):
    """A user of Airflow."""

    name: str = Field(description="The user name, by which one becomes a member.")
    label: str


class PeopleList(Answer):
    """Users of Airflow that can become members."""

    items: list[Person]
    can_search: bool = Field(description="False if this auth manager can't be asked: type the name.")
