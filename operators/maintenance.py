"""The maintenance DAG: deletes the files of old runs, and the containers of workers that are gone."""

from __future__ import annotations

from typing import Any

from airflow.sdk import DAG, BaseOperator, CronTriggerTimetable

from domino_plugin.errors import Invalid

DAG_ID = "domino_maintenance"
TASK_ID = "prune_storage"
SWEEP_TASK_ID = "sweep_containers"


class PruneStorageOperator(BaseOperator):
    """Deletes the files of old runs from the shared storage.

    Returns ``{"runs": how many lost their files, "bytes": that these had, "left_over_bytes", "unfinished",
    "kept", "foreign", "first_foreign", "failed"}``, see `domino_plugin.storage.retention.Pruned`.
    """

    def execute(self, context: Any) -> dict[str, Any]:
        """Delete what the options exclude."""
        from domino_plugin.operators.retention import prune_by_options

        return prune_by_options(context)


class SweepContainersOperator(BaseOperator):
    """Removes the containers that workers have left on this worker's engine when they died.

    Every Piece that runs in a container does so on its machine before it starts; this is for machines where
    none has run since. Returns how many they were; skipped where no Piece runs in containers.
    """

    def execute(self, context: Any) -> int:  # noqa: ARG002 - Airflow hands it over
        """Remove them."""
        from domino_plugin.operators.container_sweep import sweep_by_options

        return sweep_by_options()


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
        dag_display_name="Domino: maintenance",
        description="Deletes files of old runs, as [domino] retention_... say, and containers left behind.",
        tags=["domino-system"],
        schedule=timetable,
        start_date=dt.datetime(2020, 1, 1, tzinfo=dt.timezone.utc),
        catchup=False,
        max_active_runs=1,
        is_paused_upon_creation=False,
    )
    again: dict[str, Any] = {"retries": 1, "retry_delay": dt.timedelta(minutes=10)}
    PruneStorageOperator(task_id=TASK_ID, dag=dag, **again)
    SweepContainersOperator(task_id=SWEEP_TASK_ID, dag=dag, **again)
    return dag
