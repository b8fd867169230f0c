"""A DAG of two Pieces in Airflow's tables, without the service that publishes workflows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

DAG_ID = "runs-of-mine-abcd1234"


def spec(version: int = 3) -> dict[str, Any]:
    """A DAG of two Pieces, as it is generated for version `version` of a workflow."""
    task = {
        "repository": "r1",
        "piece": "LogPiece",
        "group": "group0",
        "inputs": {},
        "secrets": {},
        "runtime": "auto",
        "retries": 0,
        "retry_delay_seconds": 1,
        "timeout_seconds": None,
    }
    return {
        "dag_id": DAG_ID,
        "workflow_id": 1,
        "workspace_id": 1,
        "version": version,
        "name": "Runs of mine",
        "description": "",
        "tags": [],
        "schedule": {"kind": "none"},
        "start": None,
        "end": None,
        "catchup": False,
        "max_active_runs": None,
        "repositories": {
            "r1": {"source": "starter", "version": "1", "bundle": "0" * 64, "groups": {"group0": {}}}
        },
        "tasks": [
            {**task, "id": "first", "name": "First", "upstream": []},
            {**task, "id": "second", "name": "Second", "upstream": ["first"]},
        ],
    }


def write_dag(session: Any, home: Path, content: dict[str, Any]) -> None:
    """Write a DAG to Airflow's tables, and a stand-in for its file, whose text Airflow stores."""
    from domino_plugin.operators.dag import build_dag

    from domino_plugin.airflow_compat import serialization
    from domino_plugin.airflow_compat.bundles import place_of

    folder = home / "dags" / "domino"
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{content['dag_id']}.py"
    (folder / name).write_text("# airflow dag\n")
    assert serialization.write_dag(session, build_dag(content), place_of(folder), name)
