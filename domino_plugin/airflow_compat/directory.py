"""The users Airflow knows, from which a workspace's members are picked.

Reason: no auth manager offers a list of its users through its interface; each keeps them in its own way.
Where we don't know the way, names are taken as they are typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from domino_plugin.errors import Unavailable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Person:
    """A user of Airflow: the name our tables refer to, and the name to show."""

    name: str
    label: str


def find_people(session: Session, text: str = "", limit: int = 20) -> list[Person] | None:
    """Return users whose name contains `text`, or None if this auth manager can't be asked."""
    kind = _auth_manager_kind()
    if kind == "fab":
        return _fab_people(session, text, limit)
    if kind == "simple":
        people = [person for person in _simple_people() if text.lower() in person.name.lower()]
        return people[:limit]
    return None


def person_exists(session: Session, name: str) -> bool | None:
    """Return whether Airflow knows a user of exactly this name, or None if it can't be asked."""
    kind = _auth_manager_kind()
    if kind == "fab":
        from airflow.providers.fab.auth_manager.models import User

        return session.scalar(select(User.id).where(User.username == name)) is not None
    if kind == "simple":
        if _all_are_admins():
            return None
        return name in {person.name for person in _simple_people()}
    return None


def user_named(session: Session, name: str) -> Any | None:
    """Return the auth manager's own object for a user, or None if there is no such user.

    Raises:
        Unavailable: this auth manager can't be asked.
    """
    kind = _auth_manager_kind()
    if kind == "fab":
        from airflow.providers.fab.auth_manager.models import User

        return session.scalar(select(User).where(User.username == name, User.active.is_(True)))
    if kind == "simple":
        from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser

        if _all_are_admins():
            return SimpleAuthManagerUser(username=name, role="ADMIN")
        roles = {user.username: user.role for user in _simple_users()}
        return SimpleAuthManagerUser(username=name, role=roles[name]) if name in roles else None
    raise Unavailable(
        "Airflow's auth manager keeps its users elsewhere: acting for one of them isn't possible."
    )


def _auth_manager_kind() -> str:
    from airflow.configuration import conf

    name = conf.get("core", "auth_manager", fallback="").rsplit(".", 1)[-1]
    return {"FabAuthManager": "fab", "SimpleAuthManager": "simple"}.get(name, "other")


def _fab_people(session: Session, text: str, limit: int) -> list[Person]:
    from airflow.providers.fab.auth_manager.models import User

    pattern = text.lower().replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    columns = (User.username, User.first_name, User.last_name)
    matches = [func.lower(column).like(f"%{pattern}%", escape="\\") for column in columns]
    query = select(*columns).where(User.active.is_(True), or_(*matches)).order_by(User.username).limit(limit)
    return [
        Person(name, " ".join(part for part in (first, last) if part) or name)
        for name, first, last in session.execute(query)
    ]


def _simple_people() -> list[Person]:
    return [Person(user.username, user.username) for user in _simple_users()]


def _simple_users() -> list[Any]:
    from airflow.api_fastapi.auth.managers.simple.simple_auth_manager import SimpleAuthManager

    return list(SimpleAuthManager.get_users())


def _all_are_admins() -> bool:
    from airflow.configuration import conf

    return conf.getboolean("core", "simple_auth_manager_all_admins", fallback=False)
