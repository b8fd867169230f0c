"""Deletes the files of old runs from within a task, which has no database to ask."""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import Any

from airflow.sdk.exceptions import AirflowException

from domino_plugin import settings
from domino_plugin.errors import DominoError
from domino_plugin.storage import layout, open_storage
from domino_plugin.storage.base import StoredRun
from domino_plugin.storage.retention import Retention, prune

log = logging.getLogger("domino.task")


def prune_by_options(context: Any) -> dict[str, Any]:
    """Delete what the options exclude, and return what `retention.Pruned` has.

    Raises:
        AirflowException: the storage can't be used, something in it can't be deleted, or the options say
            nothing.
    """
    ti: Any = context["ti"]

    def is_unfinished(run: StoredRun) -> bool:
        try:
            dag_id, run_id = layout.unescape_run_id(run.workflow), layout.unescape_run_id(run.run)
        except ValueError:
            # A name that was shortened, or none of ours: who can ask the database may delete it.
            return True
        return int(ti.get_dr_count(dag_id=dag_id, run_ids=[run_id], states=["queued", "running"])) > 0

    try:
        options = settings.load()
        retention = Retention(days=options.retention_days or None, runs=options.retention_runs or None)
        done = prune(
            open_storage(patient=True),
            retention,
            is_unfinished,
            on_run=lambda run: log.info("Deleted %s/%s: %d bytes.", run.workflow, run.run, run.bytes),
        )
        log.info(
            "Deleted the files of %d runs, %d bytes; %d runs keep theirs; %d folders aren't Domino's.",
            done.runs,
            done.bytes,
            done.kept,
            done.foreign,
        )
        done.complain()
    except DominoError as error:
        log.error("%s", error.message)  # noqa: TRY400  the text says it all
        raise AirflowException(error.message) from None
    return asdict(done)
