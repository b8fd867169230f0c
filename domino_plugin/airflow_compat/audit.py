"""Airflow's audit log: where its own pages and REST API write who did what.

Reason: entries are written by Airflow's web layer and have no public call. ``airflow.models.log.Log`` is what
it writes; the arguments used here are the same in 3.2 and 3.3.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

#: Length of the column for the event's name.
_MAX_EVENT = 60


def record(
    session: Session,
    event: str,
    user: str,
    *,
    details: Mapping[str, Any],
    dag_id: str | None = None,
    run_id: str | None = None,
) -> None:
    """Add an entry, as part of the session's transaction.

    Args:
        session: a session on the metadata database.
        event: what was done, such as ``domino.set_member``.
        user: name of the Airflow user who did it.
        details: what it was done to and how, as plain data without any secret.
        dag_id: the DAG it was done to, if it was one.
        run_id: the run, likewise.
    """
    from airflow.models.log import Log

    entry = Log(
        event=event[:_MAX_EVENT],
        owner=user,
        owner_display_name=user,
        extra=json.dumps(dict(details), sort_keys=True),
        dag_id=dag_id,
        run_id=run_id,
    )
    session.add(entry)
