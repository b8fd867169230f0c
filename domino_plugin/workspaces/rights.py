"""What may be done in a workspace, and which role it takes. Nothing else says so.

Every route of the API declares the right that it needs; the page of the documentation, the table in the web
app and that of the command line are made from here.
"""

from __future__ import annotations

from enum import Enum

from domino_plugin.workspaces.roles import Role


class Right(str, Enum):
    """Something that may be done in a workspace."""

    SEE_WORKSPACE = "see_workspace"
    SEE_WORKFLOWS = "see_workflows"
    SEE_PIECES = "see_pieces"
    SEE_FILES = "see_files"
    LEAVE = "leave"
    EDIT_WORKFLOWS = "edit_workflows"
    RUN_WORKFLOWS = "run_workflows"
    CHANGE_FILES = "change_files"
    MANAGE_REPOSITORIES = "manage_repositories"
    SET_SECRETS = "set_secrets"
    MANAGE_MEMBERS = "manage_members"
    MANAGE_OWNERS = "manage_owners"
    MANAGE_WORKSPACE = "manage_workspace"

    @property
    def needs(self) -> Role:
        """The lowest role that has it."""
        return _NEEDS[self][0]

    @property
    def description(self) -> str:
        """What it lets somebody do, in English."""
        return _NEEDS[self][1]


_NEEDS: dict[Right, tuple[Role, str]] = {
    Right.SEE_WORKSPACE: (Role.READ, "See the workspace and its members"),
    Right.SEE_WORKFLOWS: (
        Role.READ,
        "See workflows, versions, runs, logs, outputs and results; check documents",
    ),
    Right.SEE_PIECES: (Role.READ, "See repositories, Pieces, jobs and the names of secrets"),
    Right.SEE_FILES: (Role.READ, "List and download files"),
    Right.LEAVE: (Role.READ, "Leave the workspace, unless as its last owner"),
    Right.EDIT_WORKFLOWS: (Role.WRITE, "Make, change, publish, pause and delete workflows; keep drafts"),
    Right.RUN_WORKFLOWS: (Role.WRITE, "Start, stop and delete runs"),
    Right.CHANGE_FILES: (Role.WRITE, "Upload, replace and delete files"),
    Right.MANAGE_REPOSITORIES: (
        Role.ADMIN,
        "Install and remove repositories, build environments, cancel and repeat jobs",
    ),
    Right.SET_SECRETS: (Role.ADMIN, "Set and forget secrets"),
    Right.MANAGE_MEMBERS: (Role.ADMIN, "Invite and remove members, change their roles; owners excepted"),
    Right.MANAGE_OWNERS: (Role.OWNER, "Make and unmake owners, hand the workspace over"),
    Right.MANAGE_WORKSPACE: (Role.OWNER, "Rename and delete the workspace"),
}


def has(role: Role, right: Right) -> bool:
    """Return whether a role has a right."""
    return role.includes(right.needs)
