"""The same with Airflow's Simple auth manager, on PostgreSQL, and who may do what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.airflow_server import AirflowServer
from support.careless import Canaries, rows, run_careless
from support.contents import contents
from support.domino_client import DominoClient, python_node
from support.postgres import PostgresServer

pytestmark = [pytest.mark.e2e, pytest.mark.airflow, pytest.mark.postgres, pytest.mark.network]


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    with PostgresServer() as postgres:
        yield postgres.new_database()


@pytest.fixture(scope="module")
def server(start_airflow: Any, database_url: str) -> Iterator[AirflowServer]:
    running = start_airflow(auth="simple", database_url=database_url)
    yield running
    running.stop()


def _document(version: str) -> dict[str, Any]:
    script = "def custom_function():\n    return {'answer': 42}\n"
    return {"name": "Answer", "nodes": [python_node(version, "compute", script, {"answer": "integer"})]}


def test_a_workflow_runs(server: AirflowServer) -> None:
    client = DominoClient(server)
    workflow = client.create(_document(client.install_starter()))

    run = client.run_to_success(workflow)

    assert client.outputs(workflow, run["run_id"], "compute") == {"answer": 42}


def test_texts_that_the_database_refuses_are_replaced(server: AirflowServer) -> None:
    client = DominoClient(server)
    version = client.install_starter()
    text = "'a\\0b' + chr(0xdc00)"
    scripts = {"give": f"return {{'text': {text}}}", "fail": f"raise ValueError({text})"}
    nodes = [
        python_node(version, name, f"def custom_function():\n    {script}\n", {"text": "string"})
        for name, script in scripts.items()
    ]
    workflow = client.create({"name": "Odd texts", "nodes": nodes})
    run_id = client.trigger(workflow)

    run = client.wait(workflow, run_id)

    states = {task["task_id"]: task["state"] for task in run["tasks"]}
    assert states == {"give": "success", "fail": "failed"}, client.all_logs(workflow, run)
    assert client.outputs(workflow, run_id, "give") == {"text": "a\ufffdb\ufffd"}
    assert "The output 'text' holds characters" in "\n".join(client.log(workflow, run_id, "give"))
    # The task has ended by itself: its process could write down why.
    assert "AirflowException: Piece CustomPythonPiece failed: ValueError: a\ufffdb\ufffd" in "\n".join(
        client.log(workflow, run_id, "fail")
    )


def test_a_viewer_reads_and_changes_nothing(server: AirflowServer) -> None:
    version = DominoClient(server).install_starter()
    workflow = DominoClient(server).create(_document(version))
    viewer = DominoClient(server, "viewer")

    assert viewer.call("GET", f"workflows/{workflow['id']}")["name"] == "Answer"
    for method, path, body in (
        ("POST", "workflows", {"document": _document(version)}),
        ("POST", f"workflows/{workflow['id']}/runs", {}),
        ("DELETE", f"workflows/{workflow['id']}", None),
        ("POST", "repositories", {"source": "starter"}),
    ):
        answer = viewer.request(method, path, json=body)
        assert answer.status_code == 403, f"{method} {path}: {answer.text}"


def test_secrets_are_in_no_table_answer_or_file(
    server: AirflowServer, database_url: str, tmp_path: Path
) -> None:
    canaries = Canaries()
    told = run_careless(DominoClient(server), canaries, tmp_path / "go")

    tables = list(rows(database_url))
    assert {"public.xcom", "public.rendered_task_instance_fields", "public.log"} <= {
        name for name, _ in tables
    }
    assert canaries.found_in(tables) == []
    assert canaries.found_in(told) == []
    assert canaries.found_in(contents(server.home)) == []


def test_nobody_gets_in_without_signing_in(server: AirflowServer) -> None:
    answer = server.anonymous("GET", f"{server.base_url}/domino/api/v1/workspaces")

    assert answer.status_code == 401
