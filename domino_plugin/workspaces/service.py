"""Workspaces: the default one, those people make, and what role somebody has in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from domino_plugin import settings
from domino_plugin.db.models import Member, Workspace
from domino_plugin.db.session import session_scope
from domino_plugin.errors import Conflict, NotFound
from domino_plugin.workspaces.roles import ACCEPTED, Role, highest

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from domino_plugin.airflow_compat.identity import Caller

DEFAULT_NAME = "Default"


class WorkspaceView(NamedTuple):
    """A workspace and the caller's role in it."""

    workspace: Workspace
    role: Role


def ensure_default(session: Session) -> int:
    """Return the id of the default workspace, which is made if it isn't there.

    Two processes that make it at the same moment end up with one: its name is unique.
    """
    found = _default_id(session)
    if found is not None:
        return found
    try:
        with session_scope() as own:
            own.add(Workspace(name=DEFAULT_NAME, is_default=True))
    except IntegrityError:
        pass
    with session_scope() as own:
        made = _default_id(own)
    if made is None:
        raise Conflict(
            f"A workspace is named {DEFAULT_NAME!r} but isn't the default one: rename it, so that the "
            "default workspace can be made."
        )
    return made


def role_of(session: Session, workspace_id: int, caller: Caller) -> Role | None:
    """Return the caller's role in a workspace, or None if the caller may not know of it.

    In the default workspace Airflow's administrators are owners, and everybody signed in has the role of
    ``[domino] default_workspace_role``. In all others only membership counts, except on the command line,
    whose user has the database at hand: he owns them all.
    """
    if caller.via == "command line":
        return Role.OWNER if session.get(Workspace, workspace_id) is not None else None
    if caller.via == "public":
        return Role.READ if _is_default(session, workspace_id) and _everybodys_role() else None
    membership = session.scalar(
        select(Member.role).where(
            Member.workspace_id == workspace_id,
            Member.user_name == caller.name,
            Member.state == ACCEPTED,
        )
    )
    own = Role(membership) if membership else None
    if not _is_default(session, workspace_id):
        return own
    return highest(own, _everybodys_role(), Role.OWNER if caller.is_administrator else None)


def list_workspaces(session: Session, caller: Caller) -> list[WorkspaceView]:
    """Return the workspaces the caller has a role in, the default one first, the rest by name."""
    default_id = ensure_default(session)
    mine = dict(
        session.execute(
            select(Member.workspace_id, Member.role).where(
                Member.user_name == caller.name, Member.state == ACCEPTED
            )
        ).all()
        if caller.via not in {"public", "command line"}
        else []
    )
    query = select(Workspace)
    if caller.via != "command line":
        query = query.where(Workspace.id.in_([default_id, *mine]))
    views = []
    for workspace in session.scalars(query.order_by(Workspace.is_default.desc(), Workspace.name)):
        known = None if workspace.is_default else mine.get(workspace.id)
        role = Role(known) if known else role_of(session, workspace.id, caller)
        if role is not None:
            views.append(WorkspaceView(workspace, role))
    return views


def get_workspace(session: Session, workspace_id: int) -> Workspace:
    """Return a workspace.

    Raises:
        NotFound: there is none of this id.
    """
    workspace = session.get(Workspace, workspace_id)
    if workspace is None:
        raise NotFound(f"There is no workspace {workspace_id}.")
    return workspace


def create_workspace(session: Session, name: str, user: str) -> Workspace:
    """Make a workspace whose owner is `user`.

    Raises:
        Conflict: the name is taken.
    """
    ensure_default(session)
    workspace = Workspace(name=name, is_default=False, created_by=user)
    workspace.members.append(Member(user_name=user, role=Role.OWNER.value))
    session.add(workspace)
    _flush_name(session, name)
    return workspace


def rename_workspace(session: Session, workspace_id: int, name: str) -> Workspace:
    """Give a workspace another name.

    Raises:
        NotFound: there is no such workspace.
        Conflict: the name is taken.
    """
    workspace = get_workspace(session, workspace_id)
    workspace.name = name
    _flush_name(session, name)
    return workspace


def _flush_name(session: Session, name: str) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        session.rollback()
        raise Conflict(f"There is a workspace {name!r} already; choose another name.") from error


def _default_id(session: Session) -> int | None:
    return session.scalar(select(Workspace.id).where(Workspace.is_default.is_(True)).order_by(Workspace.id))


def _is_default(session: Session, workspace_id: int) -> bool:
    return ensure_default(session) == workspace_id


def _everybodys_role() -> Role | None:
    name = settings.load().default_workspace_role
    return None if name == "none" else Role(name)
