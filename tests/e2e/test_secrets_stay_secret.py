"""A secret is found nowhere but in the Piece it is for: it is looked for wherever it could have been left."""

from __future__ import annotations

import base64
import hashlib
import secrets as random
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from support.airflow_server import AirflowServer
from support.contents import contents
from support.domino_client import DominoClient, value

pytestmark = [pytest.mark.e2e, pytest.mark.airflow, pytest.mark.network, pytest.mark.timeout(600)]

REPOSITORY = Path(__file__).parents[1] / "samples" / "secret_pieces"


@pytest.fixture
def canary() -> str:
    """A secret that is nowhere else, with characters that JSON and addresses write in other ways."""
    return f'canary "{random.token_hex(12)}" & more/é'


@pytest.fixture
def client(airflow_server: AirflowServer) -> DominoClient:
    return DominoClient(airflow_server)


def test_a_secret_is_found_nowhere_but_in_its_piece(
    client: DominoClient, airflow_server: AirflowServer, canary: str, tmp_path: Path
) -> None:
    folder = airflow_server.home / "pieces" / REPOSITORY.name
    shutil.copytree(REPOSITORY, folder, ignore=shutil.ignore_patterns("__pycache__"))
    installed = client.call("POST", "repositories", json={"source": str(folder)}, expect=201)
    listed = client.call("GET", "repositories")["items"]
    [repository] = [one["id"] for one in listed if one["source"] == str(folder)]
    shown = [client.call("PUT", f"repositories/{repository}/secrets/PASSWORD", json={"value": canary})]
    go = tmp_path / "go"
    workflow = client.create(_document(str(folder), installed["version"]["version"], go))
    run_id = client.trigger(workflow)

    _until_both_wait(client, workflow, run_id)
    commands = list(_processes())
    go.touch()
    run = client.wait(workflow, run_id)

    states = {task["task_id"]: task["state"] for task in run["tasks"]}
    assert states == {"use": "success", "fail": "failed"}, client.all_logs(workflow, run)
    # It did get there, or nothing would be proved.
    digest = hashlib.sha256(canary.encode()).hexdigest()
    assert client.outputs(workflow, run_id, "use")["digest"] == digest
    log = "\n".join(client.log(workflow, run_id, "use"))
    for words in ("Signing in with ***", "printed: ***", "to stderr: ***", "a child: ***"):
        assert words in log
    assert "password=*** is refused" in "\n".join(client.log(workflow, run_id, "fail"))

    assert _mentions(commands, canary) == [], "in a command line or an environment"
    shown += list(_answers(client, workflow, run_id))
    assert _mentions([(str(number), str(body).encode()) for number, body in enumerate(shown)], canary) == []
    assert _mentions(contents(airflow_server.home), canary) == [], "in a file: DAGs, database, logs, storage"


def _document(repository: str, version: str, go: Path) -> dict[str, Any]:
    piece = {"repository": repository, "version": version, "name": "UseSecretPiece"}
    return {
        "name": "Careless with a secret",
        "nodes": [
            {
                "id": name,
                "name": name,
                "piece": piece,
                "inputs": {"wait_for": value(str(go)), "fail": value(name == "fail")},
            }
            for name in ("use", "fail")
        ],
        "edges": [],
    }


def _until_both_wait(client: DominoClient, workflow: dict[str, Any], run_id: str) -> None:
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        run = client.run(workflow, run_id)
        running = [task["task_id"] for task in run["tasks"] if task["state"] == "running"]
        logs = ["\n".join(client.log(workflow, run_id, name)) for name in running]
        if sum("a child:" in log for log in logs) == 2:
            return
        time.sleep(0.5)
    raise TimeoutError(client.all_logs(workflow, client.run(workflow, run_id)))


def _processes() -> Iterator[tuple[str, bytes]]:
    """Yield what ``ps`` could show of each process: its command line and its environment."""
    for process in Path("/proc").glob("[0-9]*"):
        for part in ("cmdline", "environ"):
            # One that has ended meanwhile.
            with suppress(OSError):
                yield f"{process}/{part}", (process / part).read_bytes()


def _answers(client: DominoClient, workflow: dict[str, Any], run_id: str) -> Iterator[Any]:
    """Yield what our REST API and Airflow's own tell an admin about the run and the secret."""
    one = f"workflows/{workflow['id']}"
    run = f"{one}/runs/{run_id}"
    paths = ["repositories", "pieces", "workflows", one, f"{one}/versions", f"{one}/runs", run]
    for task in ("use", "fail"):
        paths += [f"{run}/tasks/{task}/{part}" for part in ("log", "outputs")]
    repositories = client.call("GET", "repositories")["items"]
    paths += [f"repositories/{repository['id']}/secrets" for repository in repositories]
    for path in paths:
        yield client.call("GET", path)
    dag = f"dags/{workflow['dag_id']}"
    tasks = f"{dag}/dagRuns/{run_id}/taskInstances"
    airflow = [
        "variables",
        "eventLogs?limit=100",
        dag,
        f"{dag}/details",
        f"dagSources/{workflow['dag_id']}",
        tasks,
    ]
    for task in ("use", "fail"):
        airflow += [f"{tasks}/{task}/logs/1", f"{tasks}/{task}/xcomEntries"]
    for path in airflow:
        answer = client.server.airflow("GET", path)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:300]}"
        yield answer.text


def _mentions(texts: Any, canary: str) -> list[str]:
    """Return the names of what holds the secret, plainly or in one of the usual disguises."""
    token = canary.split('"')[1]
    # The random part is in every plain, JSON and percent form; base64 has it only with what is before.
    forms = {token.encode(), base64.b64encode(canary.encode()).rstrip(b"=")[:-2], quote(token).encode()}
    return [name for name, content in texts if any(form in content for form in forms)]
