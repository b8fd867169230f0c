"""The main job, in a real Airflow: a workflow of Pieces is made, run, changed and deleted through REST."""

from __future__ import annotations

import csv
import json
import statistics
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import requests
from support.airflow_server import AirflowServer
from support.domino_client import DominoClient, piece, python_node, upstream, value

import domino_plugin

pytestmark = [pytest.mark.e2e, pytest.mark.airflow, pytest.mark.network]

PACKAGE = Path(domino_plugin.__file__).parent
PENGUINS = PACKAGE / "starter_pieces" / "pieces" / "ReadCsvPiece" / "data" / "penguins.csv"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def client(airflow_server: AirflowServer) -> DominoClient:
    return DominoClient(airflow_server)


@pytest.fixture(scope="module")
def version(client: DominoClient) -> str:
    return client.install_starter()


def _counting(version: str, answer: int, **more: Any) -> dict[str, Any]:
    """Return a document with two Pieces, the second of which logs what the first returns."""
    script = f"def custom_function():\n    print('computing')\n    return {{'number': {answer}}}\n"
    log = {
        "id": "say",
        "name": "Say it",
        "piece": piece(version, "LogPiece"),
        "inputs": {"message": value("It is {value}"), "value": upstream("compute", "number")},
    }
    return {
        "name": "Counting",
        "nodes": [python_node(version, "compute", script, {"number": "integer"}), log],
        "edges": [{"upstream": "compute", "downstream": "say"}],
        **more,
    }


def test_a_run_reads_a_file_that_somebody_uploaded(client: DominoClient, version: str) -> None:
    uploaded = client.call(
        "PUT",
        "files/größen.csv",
        data=b"name,size\nada,1.7\nbob,1.8\n",
        headers={"Content-Type": "application/octet-stream"},
    )
    script = "def custom_function(path):\n    return {'text': open(path).read()}\n"
    node = python_node(version, "read", script, {"text": "string"})
    node["inputs"]["input_args"] = {
        "kind": "value",
        "value": [{"kwarg_name": "path", "kwarg_value": uploaded["path"]}],
    }
    workflow = client.create({"name": "Sizes", "nodes": [node]})
    run = client.run_to_success(workflow)
    assert client.outputs(workflow, run["run_id"], "read")["text"].splitlines()[1] == "ada,1.7"


def test_the_example_on_real_data_ends_in_success_and_all_it_made_can_be_fetched(
    client: DominoClient, version: str
) -> None:
    document = json.loads((PACKAGE / "examples" / "penguins.json").read_text())
    workflow = client.create(document)

    run = client.run_to_success(workflow)

    assert {task["state"] for task in run["tasks"]} == {"success"}
    assert {task["task_id"] for task in run["tasks"]} == {node["id"] for node in document["nodes"]}
    assert run["workflow_version"] == workflow["version"]
    for node in document["nodes"]:
        assert client.outputs(workflow, run["run_id"], node["id"]) is not None
        assert client.log(workflow, run["run_id"], node["id"])
        assert client.log(workflow, run["run_id"], node["id"], piece_only=True), "the Piece's own lines"
        _check_result(client, workflow, run["run_id"], node["id"])
    path = f"workflows/{workflow['id']}/runs/{run['run_id']}/tasks/chart/result"
    assert _bars(client.request("GET", path)) == _mean_masses("species", "sex")


def test_limits_of_a_node_hold_and_a_breach_names_the_limit(client: DominoClient, version: str) -> None:
    cores = "import os\n\ndef custom_function():\n    return {'cores': len(os.sched_getaffinity(0))}\n"
    hungry = "def custom_function():\n    return {'size': len(bytearray(400 << 20))}\n"
    modest = python_node(version, "modest", cores, {"cores": "integer"})
    greedy = python_node(version, "greedy", hungry, {"size": "integer"})
    modest["resources"] = {"cpu_limit": 0.5}
    greedy["resources"] = {"memory_limit_mib": 300}
    workflow = client.create({"name": "Limits", "nodes": [modest, greedy], "edges": []})

    run = client.wait(workflow, client.trigger(workflow))

    assert {task["task_id"]: task["state"] for task in run["tasks"]} == {
        "modest": "success",
        "greedy": "failed",
    }
    assert client.outputs(workflow, run["run_id"], "modest") == {"cores": 1}
    log = "\n".join(client.log(workflow, run["run_id"], "greedy"))
    assert "the memory limit of 300 MiB was reached" in log
    assert "Raise the task's memory limit" in log


def _mean_masses(*columns: str) -> dict[tuple[str, ...], Any]:
    """Compute, without any Piece, the mean mass of the birds of which all columns are known."""
    masses = defaultdict(list)
    with PENGUINS.open() as lines:
        for row in csv.DictReader(lines):
            if "NA" not in (row["body_mass_g"], *(row[column] for column in columns)):
                masses[tuple(row[column] for column in columns)].append(int(row["body_mass_g"]))
    return {group: pytest.approx(statistics.fmean(grams)) for group, grams in masses.items()}


def _bars(figure: requests.Response) -> dict[tuple[str, str], float]:
    """Return the bars that a Plotly figure draws, by category and series."""
    return {
        (category, series.get("name")): height
        for series in figure.json()["data"]
        for category, height in zip(series["x"], series["y"], strict=True)
    }


def _check_result(client: DominoClient, workflow: dict[str, Any], run_id: str, task_id: str) -> None:
    """What a task shows can be fetched, as it was announced, and nobody's page is at its mercy."""
    result = client.task(workflow, run_id, task_id, "outputs")["result"]
    path = f"workflows/{workflow['id']}/runs/{run_id}/tasks/{task_id}/result"
    answer = client.request("GET", path)
    if result is None or result["path"] is None:
        assert answer.status_code == 404
        return
    assert answer.status_code == 200, answer.text
    assert len(answer.content) == result["size"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    if result["file_type"] == "png":
        assert answer.content.startswith(PNG)


def test_the_chart_shows_the_values_of_the_data(client: DominoClient, version: str) -> None:
    nodes = [
        {"id": "read", "name": "Read", "piece": piece(version, "ReadCsvPiece"), "inputs": {}},
        {
            "id": "mean",
            "name": "Mean by species",
            "piece": piece(version, "AggregatePiece"),
            "inputs": {
                "file_path": upstream("read", "file_path"),
                "group_by": value(["species"]),
                "aggregations": value([{"function": "mean", "column": "body_mass_g", "name": "mass"}]),
            },
        },
        {
            "id": "chart",
            "name": "Chart",
            "piece": piece(version, "ChartPiece"),
            "inputs": {
                "file_path": upstream("mean", "file_path"),
                "x": value("species"),
                "y": value("mass"),
            },
        },
    ]
    edges = [{"upstream": "read", "downstream": "mean"}, {"upstream": "mean", "downstream": "chart"}]
    workflow = client.create({"name": "Chart", "nodes": nodes, "edges": edges})

    run = client.run_to_success(workflow)

    expected = {species: mass for (species,), mass in _mean_masses("species").items()}
    outputs = client.outputs(workflow, run["run_id"], "chart")
    [series] = outputs["data"]
    assert dict(zip(series["x"], series["y"], strict=True)) == pytest.approx(expected)
    files = f"workflows/{workflow['id']}/runs/{run['run_id']}/files"
    plotly = client.request("GET", files, params={"path": outputs["plotly_path"]})
    assert {species: mass for (species, _), mass in _bars(plotly).items()} == expected
    picture = client.request("GET", files, params={"path": outputs["png_path"]})
    assert picture.content.startswith(PNG)


def test_a_workflow_can_be_run_as_soon_as_it_is_saved_and_the_next_run_uses_an_edit(
    client: DominoClient, version: str
) -> None:
    workflow = client.create(_counting(version, 40))
    runs = [client.run_to_success(workflow)]
    for number in (41, 42):
        workflow = client.update(workflow, _counting(version, number))
        runs.append(client.run_to_success(workflow))

    assert [run["workflow_version"] for run in runs] == [1, 2, 3]
    for number, run in zip((40, 41, 42), runs, strict=True):
        assert client.outputs(workflow, run["run_id"], "compute") == {"number": number}
        assert f"It is {number}" in "\n".join(client.log(workflow, run["run_id"], "say", piece_only=True))


def test_an_edit_based_on_an_old_version_is_refused(client: DominoClient, version: str) -> None:
    workflow = client.create(_counting(version, 1))
    client.update(workflow, _counting(version, 2))

    answer = client.request(
        "PUT",
        f"workflows/{workflow['id']}",
        json={"document": _counting(version, 3)},
        headers={"If-Match": '"1"'},
    )

    assert answer.status_code == 409
    assert client.call("GET", f"workflows/{workflow['id']}")["version"] == 2


def test_a_schedule_is_paused_and_resumed(client: DominoClient, version: str) -> None:
    schedule = {"kind": "cron", "cron": "0 6 * * *", "timezone": "Europe/Berlin"}
    workflow = client.create(_counting(version, 1, schedule=schedule, start="2026-01-01T00:00:00Z"))
    assert workflow["is_paused"] is False

    client.call("PUT", f"workflows/{workflow['id']}/paused", json={"is_paused": True})

    assert client.server.airflow("GET", f"dags/{workflow['dag_id']}").json()["is_paused"] is True
    edited = client.update(workflow, _counting(version, 2, schedule=schedule, start="2026-01-01T00:00:00Z"))
    assert edited["is_paused"] is True, "an edit never changes it"
    client.call("PUT", f"workflows/{workflow['id']}/paused", json={"is_paused": False})
    assert client.call("GET", f"workflows/{workflow['id']}")["is_paused"] is False


def test_a_deleted_workflow_is_gone_everywhere(client: DominoClient, version: str) -> None:
    workflow = client.create(_counting(version, 7))
    run = client.run_to_success(workflow)
    home = client.server.home
    assert list(home.rglob(f"*{workflow['dag_id']}*"))

    client.call("DELETE", f"workflows/{workflow['id']}", expect=204)

    assert client.request("GET", f"workflows/{workflow['id']}").status_code == 404
    assert client.server.airflow("GET", f"dags/{workflow['dag_id']}").status_code == 404
    time.sleep(2)  # The dag-processor is asked to look: it must not bring it back.
    assert client.server.airflow("GET", f"dags/{workflow['dag_id']}").status_code == 404
    listed = client.call("GET", "workflows", params={"limit": 200})["items"]
    assert workflow["id"] not in {item["id"] for item in listed}
    assert not [
        file for file in (home / "dags").rglob(f"{workflow['dag_id']}*") if "__pycache__" not in str(file)
    ]
    assert not list((home / "domino" / "storage").glob(f"{workflow['dag_id']}/*{run['run_id'][:5]}*"))


def test_a_failing_piece_says_what_failed_and_keeps_the_next_from_running(
    client: DominoClient, version: str
) -> None:
    document = _counting(version, 1)
    document["nodes"][0]["inputs"]["script"] = value("def custom_function():\n    return {'number': 1 / 0}\n")
    workflow = client.create(document)

    run = client.wait(workflow, client.trigger(workflow))

    assert run["state"] == "failed"
    states = {task["task_id"]: task["state"] for task in run["tasks"]}
    assert states == {"compute": "failed", "say": "upstream_failed"}
    assert "ZeroDivisionError" in "\n".join(client.log(workflow, run["run_id"], "compute"))


def test_stopping_a_run_ends_it(client: DominoClient, version: str) -> None:
    document = _counting(version, 1)
    script = "def custom_function():\n    import time\n    print('sleeping')\n    time.sleep(600)\n"
    document["nodes"][0]["inputs"]["script"] = value(script)
    workflow = client.create(document)
    run_id = client.trigger(workflow)
    deadline = time.monotonic() + 120
    while {task["task_id"]: task["state"] for task in client.run(workflow, run_id)["tasks"]}[
        "compute"
    ] != "running":
        assert time.monotonic() < deadline
        time.sleep(0.3)

    client.call("POST", f"workflows/{workflow['id']}/runs/{run_id}/stop", json={})

    assert client.wait(workflow, run_id, seconds=60)["state"] == "failed"


def test_a_workflow_with_a_fault_is_refused_with_node_and_field(client: DominoClient, version: str) -> None:
    document = _counting(version, 1)
    document["nodes"][1]["inputs"]["value"] = upstream("compute", "nubmer")

    answer = client.request("POST", "workflows", json={"document": document})

    assert answer.status_code == 422
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    [found] = [item for item in answer.json()["problems"] if item["severity"] == "error"]
    assert (found["node"], found["field"]) == ("say", "value")
    assert "nubmer" in found["reason"]
