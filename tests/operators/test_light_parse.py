"""What parsing a generated DAG imports: it is paid for in each parse of each file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

HEAVY = ("docker", "kubernetes", "kubernetes_asyncio", "boto3", "botocore", "flask", "pandas", "numpy")
MODULES = "import json, sys; print('modules:' + json.dumps(sorted(sys.modules)))"


def _generated(pieces: int) -> str:
    text = "x" * 1400
    tasks = [
        {
            "id": f"t{number}",
            "name": f"Task {number}",
            "repository": "r1",
            "piece": "APiece",
            "group": "group0",
            "inputs": {
                "text": {"kind": "value", "value": text},
                "number": {"kind": "value", "value": number},
                "rows": {"kind": "list", "items": [{"kind": "value", "value": 1}]},
                **(
                    {"path": {"kind": "upstream", "node": f"t{number - 1}", "output": "path", "path": []}}
                    if number
                    else {}
                ),
            },
            "upstream": [f"t{number - 1}"] if number else [],
            "secrets": {},
            "runtime": "auto",
            "retries": 0,
            "retry_delay_seconds": 300,
            "timeout_seconds": None,
            "resources": None,
        }
        for number in range(pieces)
    ]
    spec: dict[str, Any] = {
        "dag_id": "generated",
        "workflow_id": 1,
        "workspace_id": 1,
        "version": 1,
        "name": "Generated",
        "description": "",
        "tags": [],
        "schedule": {"kind": "cron", "cron": "0 6 * * *", "timezone": "UTC"},
        "start": None,
        "end": None,
        "catchup": False,
        "max_active_runs": None,
        "repositories": {
            "r1": {"source": "x", "version": "1", "bundle": "0" * 64, "groups": {"group0": {"pieces": []}}}
        },
        "tasks": tasks,
    }
    return f"from domino_plugin.operators.dag import build_dag\n\ndag = build_dag({spec!r})\n"


def _modules(code: str, airflow_home: Path) -> set[str]:
    """Run code in a fresh process; return the names of the modules it has imported."""
    answer = subprocess.run(
        # From a pipe: it is more than an argument can be.
        [sys.executable, "-"],
        input=f"{code}\n{MODULES}",
        env={**os.environ, "AIRFLOW_HOME": str(airflow_home)},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return set(json.loads(answer.stdout.rpartition("modules:")[2]))


def test_a_generated_dag_imports_nothing_heavy(airflow_home: Path) -> None:
    modules = _modules(_generated(2), airflow_home)
    assert "domino_plugin.operators.piece_operator" in modules
    roots = {name.partition(".")[0] for name in modules}
    assert roots.isdisjoint(HEAVY)
    # Airflow itself imports a little of these, with any DAG.
    sdk = _modules("import airflow.sdk", airflow_home)
    for package in ("airflow.providers", "sqlalchemy", "pydantic"):
        ours = {name for name in modules if f"{name}.".startswith(f"{package}.")}
        assert ours <= sdk, sorted(ours - sdk)


def test_only_what_a_parse_needs_of_ours_is_imported(airflow_home: Path) -> None:
    modules = _modules(_generated(2), airflow_home)
    ours = {name for name in modules if name.startswith("domino_plugin.")}
    assert not [name for name in ours if "virtualenv" in name or name.startswith("domino_plugin.db")]


def test_running_pieces_needs_no_airflow(airflow_home: Path) -> None:
    modules = _modules("import domino_plugin.operators.virtualenv", airflow_home)
    assert not [name for name in modules if name.partition(".")[0] in ("airflow", "pydantic", "sqlalchemy")]
