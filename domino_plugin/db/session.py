"""Sessions on Airflow's metadata database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session


@contextmanager
def session_scope() -> Iterator[Session]:
    """Open a session of one's own: committed at the end, rolled back on an error.

    Airflow's default session is shared by all code on a thread, and leaving a nested ``with`` commits
    and closes the outer one; a session of one's own has neither surprise.
    """
    from airflow.utils.session import create_session

    with create_session(scoped=False) as session:
        yield session


def open_session() -> Session:
    """Open a session that the caller commits or rolls back, and closes."""
    from airflow import settings

    if settings.NonScopedSession is None:
        raise RuntimeError("Airflow's database isn't set up in this process.")
    session: Session = settings.NonScopedSession()
    return session
