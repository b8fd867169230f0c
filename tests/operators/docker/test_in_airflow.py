"""Pieces in containers as tasks of a real Airflow: their logs, and what a killed worker leaves."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.airflow_server import AirflowServer
from support.contents import contents

pytestmark = [pytest.mark.docker, pytest.mark.e2e, pytest.mark.airflow]

CANARY = "kanarienvogel-in-airflow-4711"
DAG = """
import datetime as dt

from airflow.sdk import DAG
from domino_plugin.operators import DominoPieceOperator, upstream

COMMON = dict(repository=REPOSITORY, piece="CodePiece", group={"image": IMAGE}, runtime="docker")

with DAG("contained", schedule=None, start_date=dt.datetime(2026, 1, 1), catchup=False):
    first = DominoPieceOperator(
        task_id="first",
        secrets={"TOKEN": "domino_secret__1__TOKEN"},
        inputs={"code": "print('the token is', secrets.TOKEN); out = len(secrets.TOKEN)"},
        **COMMON,
    )
    DominoPieceOperator(
        task_id="second",
        retries=1,
        retry_delay=dt.timedelta(seconds=1),
        inputs={"value": upstream(first, "value"), "code": CODE},
        **COMMON,
    )
"""
#: Sleeps in its first try only.
CODE = """
import os, time
if not os.path.exists('/home/shared_storage/.tries'):
    open(self.results_path + '/started', 'w')
    time.sleep(600)
out = value
"""


@pytest.fixture(scope="module")
def airflow(start_airflow: Any, engine_url: str) -> Iterator[AirflowServer]:
    environment = {
        "AIRFLOW__DOMINO__DOCKER_URL": engine_url,
        "AIRFLOW__DOMINO__DOCKER_PULL": "never",
        "AIRFLOW__DOMINO__DOCKER_NETWORK": "none",
        "AIRFLOW__DOMINO__RUNTIMES": "docker",
    }
    server = start_airflow(auth="simple", environment=environment)
    yield server
    server.stop()


def _wait(condition: Any, seconds: float = 120) -> Any:
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, f"not so after {seconds} s"
        time.sleep(0.2)
    return value


def test_a_killed_worker_leaves_nothing_and_a_retry_succeeds(
    airflow: AirflowServer, client: Any, any_image: str, piece_repository: Path
) -> None:
    answer = airflow.airflow("POST", "variables", json={"key": "domino_secret__1__TOKEN", "value": CANARY})
    assert answer.status_code in (201, 409), answer.text
    text = DAG
    for name, value in (("REPOSITORY", str(piece_repository)), ("IMAGE", any_image), ("CODE", CODE)):
        text = text.replace(name, repr(value))
    airflow.add_dag("contained.py", text, dag_id="contained")
    run_id = airflow.trigger("contained")

    running = _wait(lambda: client.api.containers(filters={"label": "domino.task=second"}))
    _wait(lambda: list((airflow.home / "domino" / "storage").glob("*/*/second/results/started")))
    inspected = str(client.api.inspect_container(running[0]["Id"]))
    os.kill(int(running[0]["Labels"]["domino.process"]), signal.SIGKILL)
    _wait(lambda: not client.api.containers(filters={"id": running[0]["Id"]}), 20)

    assert airflow.wait_for_run("contained", run_id) == "success"
    tasks = airflow.airflow("GET", f"dags/contained/dagRuns/{run_id}/taskInstances").json()["task_instances"]
    logs = {task["task_id"]: airflow.task_log(task) for task in tasks}
    assert {task["task_id"]: task["try_number"] for task in tasks} == {"first": 1, "second": 2}
    assert "the token is ***" in logs["first"]
    assert any_image in logs["first"]
    assert "Removed 1 containers" in logs["second"]
    assert client.api.containers(all=True, filters={"label": "domino.piece"}) == []
    xcoms = airflow.airflow("GET", f"dags/contained/dagRuns/{run_id}/taskInstances/-/xcomEntries").text
    for seen in (inspected, xcoms, *logs.values(), *map(repr, contents(airflow.home))):
        assert CANARY not in seen


def test_health_says_which_engine_answers(airflow: AirflowServer) -> None:
    checks = airflow.domino("GET", "health").json()["checks"]
    found = next(check for check in checks if check["name"] == "docker")
    assert (found["status"], found["fix"]) == ("ok", None)
    assert "answers at unix:" in found["reason"]
