"""Retention with the database at hand: which runs are over, Airflow's tables say."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from domino_plugin import settings
from domino_plugin.airflow_compat import runs as airflow_runs
from domino_plugin.storage import layout, open_storage
from domino_plugin.storage.base import StoredRun
from domino_plugin.storage.retention import Pruned, Retention, prune

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def prune_storage(
    session: Session,
    *,
    days: float | None = None,
    runs: int | None = None,
    dag_id: str | None = None,
    dry_run: bool = False,
    on_run: Callable[[StoredRun], None] | None = None,
) -> Pruned:
    """Delete the files of old runs; without `days` and `runs`, as the options for retention say.

    Raises:
        Invalid: neither the arguments nor the options exclude anything.
        Unavailable: the storage can't be used.
    """
    if days is None and runs is None:
        options = settings.load()
        days, runs = options.retention_days or None, options.retention_runs or None
    retention = Retention(days, runs)
    return prune(
        open_storage(patient=True),
        retention,
        lambda run: _is_unfinished(session, run),
        dag_id=dag_id,
        dry_run=dry_run,
        on_run=on_run,
    )


def _is_unfinished(session: Session, run: StoredRun) -> bool:
    try:
        dag_id, run_id = layout.unescape_run_id(run.workflow), layout.unescape_run_id(run.run)
    except ValueError:
        # A name that was shortened tells no id: it is looked for among those of all runs.
        return any(
            (layout.escape_run_id(dag), layout.escape_run_id(one)) == (run.workflow, run.run)
            for dag, one in airflow_runs.unfinished_runs(session)
        )
    return airflow_runs.is_unfinished(session, dag_id, run_id)
