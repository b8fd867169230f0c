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
from support.careless import Canaries, airflow_answers
from support.contents import contents

pytestmark = [pytest.mark.docker, pytest.mark.e2e, pytest.mark.airflow]

DAG = """
import datetime as dt

from airflow.sdk import DAG
from domino_plugin.operators import DominoPieceOperator, upstream

COMMON = dict(repository=REPOSITORY, piece="CodePiece", group={"image": IMAGE}, runtime="docker")

with DAG("contained", schedule=None, start_date=dt.datetime(2026, 1, 1), catchup=False):
    first = DominoPieceOperator(
        task_id="first", secrets={"TOKEN": "domino_secret__1__ACCOUNT"}, inputs={"code": FIRST}, **COMMON
    )
    refused = DominoPieceOperator(
        task_id="refused", secrets={"TOKEN": "domino_secret__1__KEY"}, inputs={"code": REFUSED}, **COMMON
    )
    second = DominoPieceOperator(
        task_id="second",
        retries=1,
        retry_delay=dt.timedelta(seconds=1),
        trigger_rule="all_done",
        secrets={"TOKEN": "domino_secret__1__SERVICE"},
        inputs={"value": upstream(first, "value"), "code": SECOND},
        **COMMON,
    )
    refused >> second
"""
#: Prints JSON and what is in it.
FIRST = """
import json
account = json.loads(secrets.TOKEN)
print('the token is', account['login']['password'])
print(account)
print(secrets.TOKEN)
print(account['private_key'])
print('x' * (32 * 1024 - 12) + account['login']['password'])
out = len(secrets.TOKEN)
"""
#: Fails with one line of several.
REFUSED = """
print(secrets.TOKEN)
raise ValueError('bad line: ' + secrets.TOKEN.splitlines()[1])
"""
#: Prints what is in a Connection, and sleeps in its first try only.
SECOND = """
import json, os, time
from urllib.parse import parse_qs, urlsplit
extra = json.loads(parse_qs(urlsplit(secrets.TOKEN).query)['__extra__'][0])
print('the session is', extra['aws_session_token'])
print(extra, extra['keyfile']['private_key'])
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
    canaries = _set_canaries(airflow)
    text = DAG
    for name, value in (
        ("REPOSITORY", str(piece_repository)),
        ("IMAGE", any_image),
        ("FIRST", FIRST),
        ("REFUSED", REFUSED),
        ("SECOND", SECOND),
    ):
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
    tries = {task["task_id"]: task["try_number"] for task in tasks}
    assert tries == {"first": 1, "refused": 1, "second": 2}
    assert "the token is ***" in logs["first"]
    assert any_image in logs["first"]
    assert "bad line: ***" in logs["refused"]
    assert "the session is ***" in logs["second"]
    assert "Removed 1 containers" in logs["second"]
    assert client.api.containers(all=True, filters={"label": "domino.piece"}) == []
    told = [
        (path, answer.content)
        for path, answer in airflow_answers(airflow, "contained", run_id, [("second", 1), *tries.items()])
    ]
    told += [(path, airflow.domino("GET", path).content) for path in ("health", "workspaces", "me")]
    assert canaries.found_in([("inspect", inspected.encode()), *told]) == []
    assert canaries.found_in(contents(airflow.home)) == []


def _set_canaries(airflow: AirflowServer) -> Canaries:
    """Set the secrets of the DAG anew: each image's run has its own."""
    canaries = Canaries()
    made = airflow.airflow("POST", "connections", json=canaries.connection)
    assert made.status_code == 201, made.text
    for name, value in canaries.values().items():
        key = f"domino_secret__1__{name}"
        airflow.airflow("DELETE", f"variables/{key}")
        made = airflow.airflow("POST", "variables", json={"key": key, "value": value})
        assert made.status_code == 201, made.text
    return canaries


def test_health_says_which_engine_answers(airflow: AirflowServer) -> None:
    checks = airflow.domino("GET", "health").json()["checks"]
    found = next(check for check in checks if check["name"] == "docker")
    assert (found["status"], found["fix"]) == ("ok", None)
    assert "answers at unix:" in found["reason"]
