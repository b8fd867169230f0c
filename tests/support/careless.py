"""A workflow that is careless with secrets of all kinds, and the places where it could have left them."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets as random
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from support.airflow_server import AirflowServer
from support.domino_client import DominoClient, value

REPOSITORY = Path(__file__).parents[1] / "samples" / "secret_pieces"
TASKS = ("use", "fail")
#: What the Piece says of the secrets, once they are masked.
SAID = ("Signing in with ***", "printed: ***", "to stderr: ***", "a child: ***", "as a dict: {", "long: xxx")
PARTS = 10


class Canaries:
    """Secrets that are nowhere else: each word of chance is in one place of one of them.

    Attributes:
        password: with characters that JSON and addresses write in other ways.
        account: JSON that holds a password and a key of several lines, as a cloud's service accounts are.
        key: several lines.
        connection: what Airflow's REST API takes as a Connection, with secrets in its extra.
    """

    def __init__(self) -> None:
        self._words: list[str] = []
        self.password = f'canary "{self._word()}" & more/é'
        self.account = json.dumps(
            {
                "type": "service_account",
                "login": {"name": "ada", "password": self._word()},
                "private_key": self._pem(),
            },
            indent=2,
        )
        self.key = self._pem()
        extra = {"aws_session_token": f"{self._word()}+/=", "keyfile": {"private_key": self._pem()}}
        self.connection = {
            "connection_id": f"careless-{random.token_hex(4)}",
            "conn_type": "aws",
            "login": "ada",
            "password": f"p@ss/{self._word()}",
            "extra": json.dumps(extra),
        }

    def values(self) -> dict[str, str]:
        """Return what the Piece's secrets are set to, by name."""
        reference = f"connection:{self.connection['connection_id']}"
        return {"PASSWORD": self.password, "ACCOUNT": self.account, "KEY": self.key, "SERVICE": reference}

    def digest(self) -> str:
        """Return the hash by which the Piece proves that it got them."""
        return hashlib.sha256((self.password + self.account + self.key).encode()).hexdigest()

    def found_in(self, texts: Iterable[tuple[str, bytes]]) -> list[str]:
        """Return the names of what holds one of them, or half of one, plainly or in a usual disguise."""
        halves = [half for word in self._words for half in (word[:12], word[12:])]
        forms = {form.encode() for half in halves for form in (half, quote(half))}
        # Base64 has it only with what is before.
        forms |= {
            base64.b64encode(one.encode()).rstrip(b"=")[:-2]
            for one in (self.password, self.account, self.key)
        }
        return [name for name, content in texts if any(form in content for form in forms)]

    def _word(self) -> str:
        self._words.append(random.token_hex(12))
        return self._words[-1]

    def _pem(self) -> str:
        return f"-----BEGIN KEY-----\n{self._word()}\n{self._word()}/+\n-----END KEY-----\n"


def run_careless(
    client: DominoClient,
    canaries: Canaries,
    go: Path,
    meanwhile: Callable[[dict[str, Any], str], None] | None = None,
) -> list[tuple[str, bytes]]:
    """Run the workflow, see that its Pieces got the secrets, and return all that the APIs tell of it.

    Args:
        client: who installs, sets and runs.
        canaries: the secrets.
        go: a file that isn't there; once it is, the Pieces go on.
        meanwhile: called with workflow and run while they wait.
    """
    folder = client.server.home / "pieces" / REPOSITORY.name
    shutil.copytree(REPOSITORY, folder, ignore=shutil.ignore_patterns("__pycache__"))
    installed = client.call("POST", "repositories", json={"source": str(folder)}, expect=201)
    listed = client.call("GET", "repositories")["items"]
    [repository] = [one["id"] for one in listed if one["source"] == str(folder)]
    made = client.server.airflow("POST", "connections", json=canaries.connection)
    assert made.status_code == 201, made.text
    told = [
        (
            f"set {name}",
            client.request("PUT", f"repositories/{repository}/secrets/{name}", json={"value": one}),
        )
        for name, one in canaries.values().items()
    ]
    assert {answer.status_code for _, answer in told} == {200}
    workflow = client.create(_document(str(folder), installed["version"]["version"], go))
    run_id = client.trigger(workflow)
    if meanwhile is not None:
        meanwhile(workflow, run_id)
    go.touch()
    run = client.wait(workflow, run_id)
    _check(client, canaries, workflow, run)
    return [(name, answer.content) for name, answer in (*told, *_answers(client, workflow, run_id))]


def rows(database_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every table of a PostgreSQL database."""
    with psycopg.connect(database_url.replace("postgresql+psycopg2", "postgresql")) as database:
        tables = database.execute(
            "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name)"
            " FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
            " AND table_schema NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        for (table,) in tables:
            for row in database.execute(f"SELECT * FROM {table}"):
                yield table, b"\n".join(_plain(cell) for cell in row)


def airflow_answers(
    server: AirflowServer, dag_id: str, run_id: str, tries: Iterable[tuple[str, int]]
) -> Iterator[tuple[str, Any]]:
    """Yield what Airflow's own REST API tells an admin of a run, its tasks' tries and the secrets' places."""
    run = f"dags/{dag_id}/dagRuns/{run_id}"
    paths = ["variables", "connections", "eventLogs?limit=100", "importErrors"]
    paths += [f"dags/{dag_id}", f"dags/{dag_id}/details", f"dagSources/{dag_id}", run]
    paths.append(f"{run}/taskInstances")
    for task, number in tries:
        one = f"{run}/taskInstances/{task}"
        paths += [
            f"{one}/logs/{number}",
            f"{one}/xcomEntries",
            f"{one}/xcomEntries/domino_result",
            f"{one}/tries",
        ]
    for path in paths:
        answer = server.airflow("GET", path)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:300]}"
        yield path, answer


def _document(repository: str, version: str, go: Path) -> dict[str, Any]:
    piece = {"repository": repository, "version": version, "name": "UseSecretPiece"}
    nodes = [
        {
            "id": name,
            "name": name,
            "piece": piece,
            "inputs": {"wait_for": value(str(go)), "fail": value(name == "fail")},
        }
        for name in TASKS
    ]
    return {"name": "Careless with a secret", "nodes": nodes, "edges": []}


def _check(client: DominoClient, canaries: Canaries, workflow: dict[str, Any], run: dict[str, Any]) -> None:
    """See that the secrets did get there and were printed, or nothing would be proved."""
    states = {task["task_id"]: task["state"] for task in run["tasks"]}
    assert states == {"use": "success", "fail": "failed"}, client.all_logs(workflow, run)
    assert client.outputs(workflow, run["run_id"], "use")["digest"] == canaries.digest()
    log = "\n".join(client.log(workflow, run["run_id"], "use"))
    for words in (*SAID, *(f"part {number}: ***" for number in range(PARTS))):
        assert words in log, log
    refused = "\n".join(client.log(workflow, run["run_id"], "fail"))
    assert "password=*** is refused" in refused
    assert "and so is ***" in refused


def _answers(client: DominoClient, workflow: dict[str, Any], run_id: str) -> Iterator[tuple[str, Any]]:
    """Yield what our REST API and Airflow's own tell an admin about the run and the secrets."""
    one = f"workflows/{workflow['id']}"
    run = f"{one}/runs/{run_id}"
    paths = ["repositories", "pieces", "jobs", "workflows", one, f"{one}/versions", f"{one}/runs", run]
    for task in TASKS:
        paths += [f"{run}/tasks/{task}/{part}" for part in ("log", "log/file", "outputs")]
        paths.append(f"{run}/files?path=/home/shared_storage/{task}/results/log.txt")
    paths.append(f"{run}/tasks/use/result")
    repositories = client.call("GET", "repositories")["items"]
    paths += [f"repositories/{repository['id']}/secrets" for repository in repositories]
    for path in paths:
        answer = client.request("GET", path)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:300]}"
        yield path, answer
    yield from airflow_answers(client.server, workflow["dag_id"], run_id, [(task, 1) for task in TASKS])


def _plain(cell: Any) -> bytes:
    return bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode("utf-8", "replace")
