"""The maintenance DAG: deletes the files of old runs, as the options for retention say."""

from __future__ import annotations

from typing import Any

from airflow.sdk import DAG, BaseOperator, CronTriggerTimetable

from domino_plugin.errors import Invalid

DAG_ID = "domino_maintenance"
TASK_ID = "prune_storage"


class PruneStorageOperator(BaseOperator):
    """Deletes the files of old runs from the shared storage.

    Returns ``{"runs": how many lost their files, "bytes": that these had, "left_over_bytes", "unfinished",
    "kept"}``.
    """

    def execute(self, context: Any) -> dict[str, int]:
        """Delete what the options exclude."""
        from domino_plugin.operators.retention import prune_by_options

        return prune_by_options(context)


def build_maintenance_dag(schedule: str) -> DAG:
    """Build the maintenance DAG.

    Args:
        schedule: a cron expression, in UTC.

    Raises:
        Invalid: it is none.
    """
    import datetime as dt

    from airflow.sdk.exceptions import AirflowTimetableInvalid

    timetable = CronTriggerTimetable(schedule, timezone="UTC")
    try:
        timetable.validate()
    except AirflowTimetableInvalid as error:
        raise Invalid(f"[domino] retention_schedule is {schedule!r}: {error}") from None
    dag = DAG(
        dag_id=DAG_ID,
        dag_display_name="Domino: files of old runs",
        description="Deletes the files of old runs from the shared storage, as [domino] retention_... say.",
        tags=["domino-system"],
        schedule=timetable,
        start_date=dt.datetime(2020, 1, 1, tzinfo=dt.timezone.utc),
        catchup=False,
        max_active_runs=1,
        is_paused_upon_creation=False,
    )
    PruneStorageOperator(task_id=TASK_ID, dag=dag, retries=1, retry_delay=dt.timedelta(minutes=10))
    return dag
