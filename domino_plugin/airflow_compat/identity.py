"""Who is calling, and what Airflow lets them do.

Airflow's own token (Bearer header, else the cookie its web page sets) is read by the auth manager in force,
so FAB, Simple and any other one work alike; there is no session and no password of ours.

Reason: the auth manager's class is documented for those who write one, not for callers; what is called here
is what Airflow's own REST API calls, in the same order.
"""

from __future__ import annotations

import asyncio
from contextvars import Context
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from domino_plugin.errors import NotAuthenticated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from airflow.api_fastapi.auth.managers.base_auth_manager import BaseAuthManager

T = TypeVar("T")
Method = Literal["GET", "PUT", "POST", "DELETE"]
#: Parts of a DAG that Airflow permits apart from the DAG itself.
Part = Literal["RUN", "TASK_LOGS", "XCOM"]


@dataclass(frozen=True)
class DagRight:
    """Something to be done to a DAG. FAB never grants POST on the DAG itself: creating it is a PUT."""

    method: Method
    part: Part | None = None

    @property
    def text(self) -> str:
        """What is done to what, in Airflow's words: ``PUT DAG``, ``GET TASK_LOGS``."""
        return f"{self.method} {self.part or 'DAG'}"


@dataclass
class Caller:
    """Who is calling.

    `via` is ``bearer``, ``cookie``, ``public`` (Airflow's public role, not signed in) or ``command line``
    (an `Operator`).
    """

    user: Any
    via: Literal["bearer", "cookie", "public", "command line"]

    @cached_property
    def name(self) -> str:
        """The user name, as our tables refer to the user."""
        return str(self.user.get_name())

    @cached_property
    def is_administrator(self) -> bool:
        """Whether Airflow lets the user manage Variables: FAB's Op and Admin, Simple's OP and ADMIN."""
        return bool(_ask(lambda manager: manager.is_authorized_variable(method="POST", user=self.user)))

    def may(self, right: DagRight, dag_id: str | None = None) -> bool:
        """Return whether Airflow lets the user do this to the DAG, or to any if none is named."""
        from airflow.api_fastapi.auth.managers.models.resource_details import DagAccessEntity, DagDetails

        return bool(
            _ask(
                lambda manager: manager.is_authorized_dag(
                    method=right.method,
                    access_entity=DagAccessEntity[right.part] if right.part else None,
                    details=DagDetails(id=dag_id) if dag_id else None,
                    user=self.user,
                )
            )
        )

    def may_read_connection(self, conn_id: str) -> bool:
        """Return whether Airflow lets the user read a Connection, with its password as Pieces get it."""
        from airflow.api_fastapi.auth.managers.models.resource_details import ConnectionDetails

        return bool(
            _ask(
                lambda manager: manager.is_authorized_connection(
                    method="GET", details=ConnectionDetails(conn_id=conn_id), user=self.user
                )
            )
        )

    def readable(self, dag_ids: Iterable[str]) -> set[str]:
        """Return those of the DAGs that the user may read."""
        wanted = set(dag_ids)
        return set(
            _ask(
                lambda manager: manager.filter_authorized_dag_ids(
                    dag_ids=wanted, user=self.user, method="GET"
                )
            )
        )


class Operator(Caller):
    """Whoever runs the command line on the server.

    He has Airflow's database and keys at hand, so nothing is kept from him by asking an auth manager, which
    need not know him.
    """

    def __init__(self, name: str) -> None:
        """Make one of the system user's name."""
        super().__init__(user=name, via="command line")

    @cached_property
    def name(self) -> str:
        """The system user's name."""
        return str(self.user)

    @cached_property
    def is_administrator(self) -> bool:
        """Always."""
        return True

    def may(self, right: DagRight, dag_id: str | None = None) -> bool:
        """Return True: see the class."""
        del right, dag_id
        return True

    def may_read_connection(self, conn_id: str) -> bool:
        """Return True: see the class."""
        del conn_id
        return True

    def readable(self, dag_ids: Iterable[str]) -> set[str]:
        """Return all of the DAGs."""
        return set(dag_ids)


def identify(authorization: str | None, cookies: dict[str, str]) -> Caller:
    """Return the caller of a request.

    Args:
        authorization: the request's Authorization header.
        cookies: the request's cookies.

    Raises:
        NotAuthenticated: nobody is signed in, or the token isn't valid (any more).
    """
    from airflow.api_fastapi.auth.managers.base_auth_manager import COOKIE_NAME_JWT_TOKEN

    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() == "bearer":
        return Caller(_user_of(token.strip()), "bearer")
    cookie = cookies.get(COOKIE_NAME_JWT_TOKEN)
    if cookie:
        return Caller(_user_of(cookie), "cookie")
    public = _public_user()
    if public is None:
        raise NotAuthenticated("Sign in to Airflow, or send its token as 'Authorization: Bearer ...'.")
    return Caller(public, "public")


def issue_token(user: Any, seconds: int = 60) -> str:
    """Return a token of Airflow's for a user, for calls made in the user's name."""
    return str(_ask(lambda manager: manager.generate_jwt(user, expiration_time_in_seconds=seconds)))


def _user_of(token: str) -> Any:
    from jwt import ExpiredSignatureError, InvalidTokenError

    try:
        user = _ask(lambda manager: asyncio.run(manager.get_user_from_token(token)))
    except ExpiredSignatureError as error:
        raise NotAuthenticated("The sign-in has expired: sign in again.") from error
    except InvalidTokenError as error:
        raise NotAuthenticated("The token isn't one of this Airflow's: sign in again.") from error
    if user is None:
        raise NotAuthenticated("The token's user no longer exists: sign in again.")
    return user


def _public_user() -> Any:
    """Return FAB's user for those who haven't signed in, if they have a role.

    Asked only if there is one: FAB writes a warning to the log each time.
    """
    from airflow.configuration import conf

    if not conf.get("fab", "auth_role_public", fallback=""):
        return None
    return _ask(lambda manager: getattr(manager, "build_public_user", lambda: None)())


def _ask(question: Callable[[Any], T]) -> T:
    """Ask the auth manager, with none of our own context around it.

    FAB's models take whatever Flask application is current for FAB's own; without one, as below Airflow's own
    REST API, they manage without.
    """
    return Context().run(question, _auth_manager())


def _auth_manager() -> BaseAuthManager[Any]:
    from airflow.api_fastapi import app

    try:
        return app.get_auth_manager()
    except RuntimeError:
        # Outside of the api-server (command line, tests) nobody has made it yet. Its `init` is for the
        # server: FAB's writes roles into the database, Simple's makes passwords and prints them.
        return app.create_auth_manager()
