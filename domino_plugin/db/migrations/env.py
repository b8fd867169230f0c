"""Runs our revisions on Airflow's database, counted in a version table of our own."""

from __future__ import annotations

from typing import Any

from airflow import settings
from alembic import context

from domino_plugin.db.migrate import VERSION_TABLE
from domino_plugin.db.models import metadata
from domino_plugin.db.schema_name import schema_name

_OURS = {table.name for table in metadata.tables.values()}


def _include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Autogeneration looks at our tables only: the database is Airflow's."""
    if kind == "schema":
        return name == schema_name()
    return kind != "table" or name in _OURS


_OPTIONS: dict[str, Any] = {
    "target_metadata": metadata,
    "version_table": VERSION_TABLE,
    "version_table_schema": schema_name(),
    "include_schemas": schema_name() is not None,
    "include_name": _include_name,
    "compare_type": True,
    "render_as_batch": True,
}


def _offline() -> None:
    context.configure(url=str(settings.SQL_ALCHEMY_CONN), literal_binds=True, **_OPTIONS)
    with context.begin_transaction():
        context.run_migrations()


def _online() -> None:
    engine: Any = settings.engine
    with engine.connect() as connection:
        context.configure(connection=connection, transaction_per_migration=True, **_OPTIONS)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    _offline()
else:
    _online()
