"""What the web server does once when it starts: make sure that tables and DAG files are in order."""

from __future__ import annotations

import logging

from domino_plugin.db.session import session_scope
from domino_plugin.db.version_check import require_tables
from domino_plugin.errors import Unavailable
from domino_plugin.jobs import own_work
from domino_plugin.workflows import publishing
from domino_plugin.workspaces.service import ensure_default

log = logging.getLogger(__name__)


def start_up() -> None:
    """Check the tables, make the default workspace, end what a server before left undone.

    DAG files that are missing or outdated are written.
    """
    try:
        with session_scope() as session:
            require_tables(session)
            ensure_default(session)
            own_work.end_orphans(session)
    except Unavailable as error:
        log.error("%s", error.message)  # noqa: TRY400  the text says it all
        return
    with session_scope() as session:
        report = publishing.sync_all(session)
    for dag_id, reason in report.failed.items():
        log.warning("The workflow %s could not be published: %s", dag_id, reason)
