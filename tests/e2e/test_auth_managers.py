"""The same with Airflow's Simple auth manager, on PostgreSQL, and who may do what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from support.airflow_server import AirflowServer
from support.domino_client import DominoClient, python_node
from support.postgres import PostgresServer

pytestmark = [pytest.mark.e2e, pytest.mark.airflow, pytest.mark.postgres, pytest.mark.network]


@pytest.fixture(scope="module")
def server(start_airflow: Any) -> Iterator[AirflowServer]:
    with PostgresServer() as postgres:
        running = start_airflow(auth="simple", database_url=postgres.new_database())
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


def test_nobody_gets_in_without_signing_in(server: AirflowServer) -> None:
    answer = server.anonymous("GET", f"{server.base_url}/domino/api/v1/workspaces")

    assert answer.status_code == 401
