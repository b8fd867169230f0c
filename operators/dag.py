"""Builds an Airflow DAG from plain data: what a generated DAG file calls, and the web process too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from airflow.sdk import DAG, CronTriggerTimetable
from domino_plugin.operators.piece_operator import DominoPieceOperator
from domino_plugin.operators.references import decode_inputs

#: A workflow without a start that runs once runs as soon as it is there.
_ONCE_START = dt.datetime(2020, 1, 1, tzinfo=dt.timezone.utc)


def build_dag(spec: Mapping[str, Any]) -> DAG:
    """Build the DAG of one workflow version.

    Args:
        spec: plain data with ``dag_id``, ``name``, ``description``, ``tags``, ``version``, ``schedule``,
            ``start``, ``end``, ``catchup``, ``max_active_runs``, ``repositories`` and ``tasks``. Text in it
            is data: nothing is run or rendered.

    Returns:
        The DAG, ready to be scheduled: not paused upon creation.

    Raises:
        ValueError: the data contradict themselves, such as an upstream task that isn't there.
    """
    start = _time(spec.get("start"))
    schedule = _schedule(spec["schedule"])
    if schedule == "@once" and start is None:
        start = _ONCE_START
    optional = {"max_active_runs": spec.get("max_active_runs")}
    dag = DAG(
        dag_id=spec["dag_id"],
        dag_display_name=spec["name"],
        description=spec.get("description") or None,
        tags=list(spec.get("tags", ())),
        schedule=schedule,
        start_date=start,
        end_date=_time(spec.get("end")),
        # Without a start there is no past to catch up on.
        catchup=bool(spec.get("catchup")) and start is not None,
        is_paused_upon_creation=False,
        **{name: value for name, value in optional.items() if value is not None},
    )
    repositories = spec["repositories"]
    operators = {
        task["id"]: _operator(dag, task, repositories[task["repository"]], spec) for task in spec["tasks"]
    }
    for task in spec["tasks"]:
        unknown = [name for name in task["upstream"] if name not in operators]
        if unknown:
            raise ValueError(f"Task {task['id']!r} is downstream of {unknown[0]!r}, which isn't there.")
        if task["upstream"]:
            operators[task["id"]].set_upstream([operators[name] for name in task["upstream"]])
    return dag


def _operator(
    dag: DAG, task: Mapping[str, Any], repository: Mapping[str, Any], spec: Mapping[str, Any]
) -> DominoPieceOperator:
    timeout = task.get("timeout_seconds")
    return DominoPieceOperator(
        dag=dag,
        task_id=task["id"],
        task_display_name=task["name"],
        repository=f"sha256:{repository['bundle']}",
        piece=task["piece"],
        inputs=decode_inputs(task["inputs"]),
        group=repository["groups"].get(task["group"]),
        secrets=task.get("secrets"),
        runtime=task.get("runtime") or "auto",
        workspace_id=spec.get("workspace_id"),
        piece_resources=task.get("resources"),
        workflow_version=str(spec["version"]),
        retries=task.get("retries", 0),
        retry_delay=dt.timedelta(seconds=task.get("retry_delay_seconds", 300)),
        execution_timeout=None if timeout is None else dt.timedelta(seconds=timeout),
    )


def _schedule(schedule: Mapping[str, Any]) -> Any:
    kind = schedule["kind"]
    if kind == "none":
        return None
    if kind == "once":
        return "@once"
    if kind == "cron":
        return CronTriggerTimetable(schedule["cron"], timezone=schedule.get("timezone", "UTC"))
    raise ValueError(f"The schedule is of the unknown kind {kind!r}; it takes none, once or cron.")


def _time(text: str | None) -> dt.datetime | None:
    if text is None:
        return None
    # Python 3.10 doesn't read the Z.
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
