"""Are our tables there, and of this release?"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import String, column, inspect, select, table

from domino_plugin.errors import Unavailable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Set once the tables were found right: they don't change under a running process.
_known_good = False


def tables_problem(session: Session) -> str | None:
    """Return what is wrong with the tables and the command that helps, or None.

    Airflow checks only its own tables when a component starts, so an upgraded plugin can meet old ones.
    """
    found = _found_revision(session)
    head, known = _known_revisions()
    if found == head:
        return None
    if found is None:
        return "Domino's tables are missing in Airflow's metadata database: run `airflow db migrate`."
    if found in known:
        return f"Domino's tables are those of an older release (revision {found}): run `airflow db migrate`."
    return (
        f"Domino's tables are those of a newer release (revision {found}): install that release of "
        "domino-plugin, or go back with its `airflow domino db downgrade`."
    )


def require_tables(session: Session) -> None:
    """Return if the tables are right; once they were, without looking again.

    Raises:
        Unavailable: they are not; the text names the command that helps.
    """
    global _known_good  # noqa: PLW0603  one fact per process
    if _known_good:
        return
    found = tables_problem(session)
    if found:
        raise Unavailable(found)
    _known_good = True


def _found_revision(session: Session) -> str | None:
    # Alembic's own way of asking writes two lines to the log, each time.
    from domino_plugin.db.migrate import VERSION_TABLE
    from domino_plugin.db.schema_name import schema_name

    if not inspect(session.connection()).has_table(VERSION_TABLE, schema=schema_name()):
        return None
    versions = table(VERSION_TABLE, column("version_num", String), schema=schema_name())
    return session.scalar(select(versions.c.version_num))


@cache
def _known_revisions() -> tuple[str | None, frozenset[str]]:
    from domino_plugin.db.migrate import DominoDBManager

    scripts = DominoDBManager(None).get_script_object()
    return scripts.get_current_head(), frozenset(one.revision for one in scripts.walk_revisions())
