"""The database schema the tables live in."""

from __future__ import annotations


def schema_name() -> str | None:
    """Return ``[database] sql_alchemy_schema``, or None for the connection's default."""
    from airflow.configuration import conf

    return conf.get("database", "sql_alchemy_schema", fallback=None) or None
