"""Invitations to workspaces, as those see them who are invited."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from domino_plugin.db.models import Member, Workspace
from domino_plugin.db.types import MAX_ID
from domino_plugin.errors import NotFound
from domino_plugin.workspaces.roles import ACCEPTED, INVITED

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Invitation(NamedTuple):
    """A workspace that somebody is invited to, and how."""

    workspace: Workspace
    member: Member


def list_invitations(session: Session, user_name: str) -> list[Invitation]:
    """Return the invitations that the user has neither accepted nor declined, oldest first."""
    query = (
        select(Workspace, Member)
        .join(Member, Member.workspace_id == Workspace.id)
        .where(Member.user_name == user_name, Member.state == INVITED)
        .order_by(Member.created_at, Workspace.id)
    )
    return [Invitation(workspace, member) for workspace, member in session.execute(query)]


def accept(session: Session, workspace_id: int, user_name: str) -> Member:
    """Make the user a member with the role of the invitation.

    Raises:
        NotFound: there is no such invitation, or not any more.
    """
    member = _invited(session, workspace_id, user_name)
    member.state = ACCEPTED
    session.flush()
    return member


def decline(session: Session, workspace_id: int, user_name: str) -> None:
    """Forget an invitation.

    Raises:
        NotFound: there is no such invitation, or not any more.
    """
    session.delete(_invited(session, workspace_id, user_name))
    session.flush()


def _invited(session: Session, workspace_id: int, user_name: str) -> Member:
    member = session.get(Member, (workspace_id, user_name)) if 0 <= workspace_id <= MAX_ID else None
    if member is None or member.state != INVITED:
        raise NotFound("There is no such invitation for you; it may have been taken back.")
    return member
