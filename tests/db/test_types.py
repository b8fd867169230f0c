"""Points in time keep their meaning in every database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import StatementError

from domino_plugin.db import models
from domino_plugin.db.migrate import DominoDBManager
from domino_plugin.db.session import session_scope


def test_times_come_back_as_they_went(new_engine: Callable[[], Engine]) -> None:
    new_engine()
    with session_scope() as session:
        DominoDBManager(session).initdb()
    elsewhere = dt.timezone(dt.timedelta(hours=5, minutes=45))
    moment = dt.datetime(2026, 1, 31, 23, 59, 59, 123456, tzinfo=elsewhere)
    with session_scope() as session:
        session.add(models.Workspace(name="w", created_at=moment))
    with session_scope() as session:
        found = session.query(models.Workspace).one().created_at
    assert found == moment
    assert found.utcoffset() == dt.timedelta(0)


def test_a_time_without_a_zone_is_refused(new_engine: Callable[[], Engine]) -> None:
    new_engine()
    with session_scope() as session:
        DominoDBManager(session).initdb()
    with pytest.raises(StatementError, match="give it a time zone"), session_scope() as session:
        session.add(models.Workspace(name="w", created_at=dt.datetime(2026, 1, 31)))  # noqa: DTZ001
