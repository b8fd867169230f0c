"""Column types that mean the same on SQLite, PostgreSQL and MySQL 8."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import DateTime
from sqlalchemy.dialects import mysql
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

#: Ids are 32-bit numbers in every database; a larger one names nothing.
MAX_ID = 2**31 - 1


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A point in time: aware on the Python side, UTC in the database, microseconds kept.

    SQLite and MySQL store no time zone, so values are normalised to UTC on the way in and marked
    as UTC on the way out. A naive datetime is refused, because nobody can tell what it means.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[dt.datetime]:
        """Keep microseconds on MySQL, whose DATETIME drops them by default."""
        if dialect.name == "mysql":
            return dialect.type_descriptor(mysql.DATETIME(fsp=6))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Convert to UTC; refuse a naive value."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: give it a time zone")
        value = value.astimezone(dt.timezone.utc)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Mark what comes back as UTC."""
        del dialect
        if value is None:
            return None
        return (
            value.replace(tzinfo=dt.timezone.utc)
            if value.tzinfo is None
            else value.astimezone(dt.timezone.utc)
        )


def utcnow() -> dt.datetime:
    """Return the current time, aware, in UTC."""
    return dt.datetime.now(dt.timezone.utc)
