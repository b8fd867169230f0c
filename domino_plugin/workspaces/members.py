"""The members of a workspace. One owner always remains, so that somebody can still decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from domino_plugin.airflow_compat import directory
from domino_plugin.db.models import Member, Workspace
from domino_plugin.errors import Conflict, Forbidden, Invalid, NotFound, did_you_mean, problem
from domino_plugin.workspaces import rights
from domino_plugin.workspaces.rights import Right
from domino_plugin.workspaces.roles import ACCEPTED, INVITED, Role

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def list_members(session: Session, workspace_id: int) -> list[Member]:
    """Return the members and those invited, by name."""
    query = select(Member).where(Member.workspace_id == workspace_id).order_by(Member.user_name)
    return list(session.scalars(query))


def set_member(
    session: Session, workspace_id: int, user_name: str, role: Role, by: Role, inviter: str | None = None
) -> Member:
    """Invite a user, or give a member or somebody invited another role.

    Nobody becomes a member unasked: the invitation counts from the moment it is accepted. In the default
    workspace, which everybody is in anyhow, a role holds at once.

    Args:
        session: a session on the metadata database.
        workspace_id: the workspace.
        user_name: the Airflow user.
        role: the role the user shall have.
        by: the role of whoever asks: only an owner makes or unmakes owners.
        inviter: the name of whoever asks.

    Raises:
        Invalid: Airflow has no such user.
        Forbidden: an owner is concerned, and whoever asks is none.
        Conflict: the workspace would be left without an owner.
    """
    member = session.get(Member, (workspace_id, user_name))
    _refuse_touching_owners(member, role, by)
    if member is None:
        _require_person(session, user_name)
        state = ACCEPTED if _is_default(session, workspace_id) else INVITED
        member = Member(
            workspace_id=workspace_id, user_name=user_name, role=role.value, state=state, invited_by=inviter
        )
        session.add(member)
    else:
        if role is not Role.OWNER:
            _require_another_owner(session, workspace_id, member)
        member.role = role.value
    session.flush()
    return member


def remove_member(session: Session, workspace_id: int, user_name: str, by: Role) -> None:
    """Take a member out of the workspace, or an invitation back.

    Raises:
        NotFound: the user is no member.
        Forbidden: the member is an owner, and whoever asks is none.
        Conflict: the workspace would be left without an owner.
    """
    member = session.get(Member, (workspace_id, user_name))
    if member is None:
        raise NotFound(f"{user_name!r} is not a member of this workspace.")
    _refuse_touching_owners(member, None, by)
    _remove(session, member)


def leave(session: Session, workspace_id: int, user_name: str) -> None:
    """End one's own membership.

    Raises:
        Conflict: the user is in the workspace without being a member, or is its last owner.
    """
    member = session.get(Member, (workspace_id, user_name))
    if member is None:
        raise Conflict("You are in this workspace as everybody is, so there is nothing to leave.")
    _remove(session, member)


def hand_over(session: Session, workspace_id: int, owner: str, successor: str) -> Member:
    """Make a member the owner in place of another, who stays as an admin.

    Raises:
        Conflict: it is the default workspace, which Airflow's administrators own.
        NotFound: the successor is no member, or hasn't accepted the invitation yet.
    """
    if _is_default(session, workspace_id):
        raise Conflict("The default workspace belongs to Airflow's administrators: it can't be handed over.")
    member = session.get(Member, (workspace_id, successor))
    if member is None or member.state != ACCEPTED:
        raise NotFound(f"{successor!r} is not a member of this workspace yet: only a member can own it.")
    member.role = Role.OWNER.value
    former = session.get(Member, (workspace_id, owner))
    if former is not None and former is not member:
        former.role = Role.ADMIN.value
    session.flush()
    return member


def _remove(session: Session, member: Member) -> None:
    _require_another_owner(session, member.workspace_id, member)
    session.delete(member)
    session.flush()


def _refuse_touching_owners(member: Member | None, role: Role | None, by: Role) -> None:
    concerned = role is Role.OWNER or (member is not None and member.role == Role.OWNER.value)
    if concerned and not rights.has(by, Right.MANAGE_OWNERS):
        raise Forbidden("Only an owner of the workspace makes or removes owners.")


def _require_another_owner(session: Session, workspace_id: int, member: Member) -> None:
    # The default workspace is never orphaned: Airflow's administrators own it.
    is_owner = member.role == Role.OWNER.value and member.state == ACCEPTED
    if not is_owner or _is_default(session, workspace_id):
        return
    # Writing the row locks it, on every database: two owners must not remove each other at the same moment.
    session.execute(update(Workspace).where(Workspace.id == workspace_id).values(name=Workspace.name))
    others = session.scalar(
        select(func.count()).where(
            Member.workspace_id == workspace_id,
            Member.role == Role.OWNER.value,
            Member.state == ACCEPTED,
            Member.user_name != member.user_name,
        )
    )
    if not others:
        raise Conflict("A workspace needs an owner: hand it over to another member first, or delete it.")


def _is_default(session: Session, workspace_id: int) -> bool:
    return bool(session.scalar(select(Workspace.is_default).where(Workspace.id == workspace_id)))


def _require_person(session: Session, user_name: str) -> None:
    if directory.person_exists(session, user_name) is not False:
        return
    people = directory.find_people(session, "", limit=1000) or []
    hint = did_you_mean(user_name, [person.name for person in people])
    reason = f"Airflow has no user {user_name!r}."
    raise Invalid(f"{reason} {hint or ''}".strip(), [problem(reason, field="user_name", fix=hint)])
