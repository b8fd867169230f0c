"""One database session per request: committed before the answer leaves, rolled back on an error answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, g

from domino_plugin.db.session import open_session

if TYPE_CHECKING:
    from flask import Flask, Response
    from sqlalchemy.orm import Session

_KEY = "domino_session"
#: From here on a status tells of an error.
_FIRST_ERROR = 400


def current_session() -> Session:
    """Return the request's session, which is opened when it is first asked for."""
    session: Session | None = g.get(_KEY)
    if session is None:
        session = open_session()
        setattr(g, _KEY, session)
    return session


def install(app: Flask) -> None:
    """Make the application end each request's session."""
    app.after_request(_commit)
    app.teardown_appcontext(_close)


def _commit(response: Response) -> Response:
    session: Session | None = g.get(_KEY)
    if session is None:
        return response
    if response.status_code < _FIRST_ERROR:
        try:
            session.commit()
        except Exception as error:  # noqa: BLE001  every failure has its answer
            # What fails only now, such as a row that somebody else has deleted, is answered as if the view
            # had raised it; Flask itself would make a bare 500 of it.
            session.rollback()
            return current_app.make_response(current_app.handle_user_exception(error))
    else:
        session.rollback()
    return response


def _close(_error: BaseException | None) -> None:
    session: Session | None = g.pop(_KEY, None)
    if session is not None:
        session.close()
    # Airflow's services called here may have used the session Airflow keeps per thread; a thread of ours
    # that kept its connection would exhaust the pool.
    from airflow import settings

    scoped = getattr(settings, "Session", None)
    if scoped is not None:
        scoped.remove()
