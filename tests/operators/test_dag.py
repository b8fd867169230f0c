from __future__ import annotations

import copy
import datetime as dt
from typing import Any

import pytest
from airflow.sdk import CronTriggerTimetable
from domino_plugin.operators.dag import build_dag
from domino_plugin.operators.piece_operator import DominoPieceOperator
from domino_plugin.operators.references import Upstream

from domino_plugin.resources import Resources

HOSTILE = "{{ 1/0 }} {% raw %} '\"\\ \n</script> $(id)"
SPEC: dict[str, Any] = {
    "dag_id": "sales-abcd1234",
    "workflow_id": 1,
    "workspace_id": 1,
    "version": 3,
    "name": HOSTILE,
    "description": HOSTILE,
    "tags": ["a tag"],
    "schedule": {"kind": "none"},
    "start": None,
    "end": None,
    "catchup": False,
    "max_active_runs": None,
    "repositories": {
        "r1": {
            "source": "starter",
            "version": "1",
            "bundle": "0" * 64,
            "groups": {"group0": {"pieces": ["P"]}},
        }
    },
    "tasks": [
        {
            "id": "read",
            "name": HOSTILE,
            "repository": "r1",
            "piece": "P",
            "group": "group0",
            "inputs": {"text": {"kind": "value", "value": HOSTILE}},
            "upstream": [],
            "secrets": {},
            "runtime": "auto",
            "retries": 2,
            "retry_delay_seconds": 7,
            "timeout_seconds": 60,
            "resources": {"cpu_limit": 1.5, "memory_limit_mib": 512},
        },
        {
            "id": "chart",
            "name": "Chart",
            "repository": "r1",
            "piece": "P",
            "group": "group0",
            "inputs": {"x": {"kind": "list", "items": [{"kind": "upstream", "node": "read", "output": "o"}]}},
            "upstream": ["read"],
            "secrets": {"TOKEN": {"variable": "v", "required": True}},
            "runtime": "virtualenv",
            "retries": 0,
            "retry_delay_seconds": 300,
            "timeout_seconds": None,
            "resources": None,
        },
    ],
}


def _spec(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(SPEC), **changes}


def test_the_dag_holds_what_the_workflow_says() -> None:
    dag = build_dag(_spec())
    read, chart = dag.task_dict["read"], dag.task_dict["chart"]
    assert isinstance(read, DominoPieceOperator)
    assert isinstance(chart, DominoPieceOperator)
    assert dag.dag_display_name == dag.description == HOSTILE
    assert dag.is_paused_upon_creation is False
    assert not dag.catchup
    assert dag.tags == {"a tag"}
    assert chart.upstream_task_ids == {"read"}
    assert read.inputs == {"text": HOSTILE}
    assert chart.inputs == {"x": [Upstream("read", "o")]}
    assert read.repository == "sha256:" + "0" * 64
    assert (read.retries, read.retry_delay) == (2, dt.timedelta(seconds=7))
    assert (read.execution_timeout, chart.execution_timeout) == (dt.timedelta(seconds=60), None)
    assert (read.workflow_version, read.task_display_name) == ("3", HOSTILE)
    assert (read.piece_resources.cpu_limit, read.piece_resources.memory_limit_mib) == (1.5, 512)
    assert chart.piece_resources == Resources()


def test_building_leaves_the_spec_alone_and_repeats() -> None:
    spec = _spec()
    build_dag(spec)
    assert spec == SPEC
    assert set(build_dag(spec).task_dict) == {"read", "chart"}


@pytest.mark.airflow
def test_text_of_users_is_never_rendered_and_the_dag_serializes(metadata_database: object) -> None:
    from airflow.serialization.serialized_objects import DagSerialization

    dag = build_dag(_spec())
    assert dag.task_dict["read"].template_fields == ("workflow_version",)
    data = DagSerialization.to_dict(dag)
    tasks = [task["__var"] for task in data["dag"]["tasks"]]
    assert all("inputs" not in task for task in tasks)
    # A new version is a new serialized DAG, whatever has changed.
    assert data != DagSerialization.to_dict(build_dag(_spec(version=4)))


def test_a_cron_schedule_keeps_its_time_zone_and_its_start() -> None:
    dag = build_dag(
        _spec(
            schedule={"kind": "cron", "cron": "0 6 * * 1", "timezone": "Europe/Berlin"},
            start="2026-01-31T06:00:00+01:00",
            end="2026-02-01T00:00:00Z",
            catchup=True,
            max_active_runs=3,
        )
    )
    assert isinstance(dag.timetable, CronTriggerTimetable)
    assert dag.start_date == dt.datetime(2026, 1, 31, 5, tzinfo=dt.timezone.utc)
    assert dag.end_date == dt.datetime(2026, 2, 1, tzinfo=dt.timezone.utc)
    assert dag.catchup
    assert dag.max_active_runs == 3


def test_without_a_start_there_is_nothing_to_catch_up_on() -> None:
    dag = build_dag(_spec(schedule={"kind": "cron", "cron": "0 6 * * *", "timezone": "UTC"}, catchup=True))
    assert dag.start_date is None
    assert not dag.catchup


def test_once_needs_no_start_to_run() -> None:
    dag = build_dag(_spec(schedule={"kind": "once"}))
    assert dag.start_date is not None
    assert dag.start_date < dt.datetime.now(dt.timezone.utc)


def test_contradictions_are_named() -> None:
    spec = _spec()
    spec["tasks"][1]["upstream"] = ["nobody"]
    with pytest.raises(ValueError, match="nobody"):
        build_dag(spec)
    with pytest.raises(ValueError, match="lunar"):
        build_dag(_spec(schedule={"kind": "lunar"}))
