"""Seconds from sending a workflow of 50 Pieces to the REST API to its answer, and whether it can run then.

A whole Airflow is running (scheduler, dag-processor, api-server), with its default settings for speed; after
each answer a run is triggered at once and has to be one of the version just saved:
``python benchmarks/save_by_rest.py [sqlite] [postgres]``. The promise: a median below 0.3 s on PostgreSQL.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PIECES, SAVES = 50, 20
PROMISED = {"postgres": 0.3}
sys.path[:0] = [str(ROOT / "tests")]


def document(number: int, version: str) -> dict[str, Any]:
    """Return a chain of Log Pieces with 1.5 KB of inputs each; `number` makes it another one each time."""
    ids = [f"log_{index}" for index in range(PIECES)]
    return {
        "name": "Fifty",
        "nodes": [
            {
                "id": node,
                "name": node,
                "piece": {"repository": "starter", "version": version, "name": "LogPiece"},
                "inputs": {"message": {"kind": "value", "value": f"{number} " + "x" * 1500}},
            }
            for node in ids
        ],
        "edges": [{"upstream": up, "downstream": down} for up, down in pairwise(ids)],
    }


def measure(server: Any) -> list[float]:
    """Save and trigger; return the seconds of each save."""
    from support.domino_client import DominoClient

    client = DominoClient(server)
    version = client.install_starter()
    path = f"workspaces/{client.workspace_id}/workflows"
    made = server.domino("POST", path, json={"document": document(0, version)}).json()
    seconds = []
    for number in range(1, SAVES + 1):
        body = {"document": document(number, version)}
        start = time.perf_counter()
        answer = server.domino("PUT", f"{path}/{made['id']}", json=body, headers={"If-Match": str(number)})
        seconds.append(time.perf_counter() - start)
        answer.raise_for_status()
        run = server.domino("POST", f"{path}/{made['id']}/runs", json={})
        run.raise_for_status()
        if run.json()["workflow_version"] != number + 1:
            raise RuntimeError(f"the run after save {number} is one of {run.json()['workflow_version']}")
        stop(server, f"{path}/{made['id']}/runs/{run.json()['run_id']}/stop")
    return seconds


def stop(server: Any, path: str) -> None:
    """Stop a run, so that its tasks don't slow down what is measured; SQLite may be busy with them."""
    for _ in range(20):
        answer = server.domino("POST", path)
        if answer.status_code != 503:
            answer.raise_for_status()
            return
        time.sleep(0.5)
    raise RuntimeError(answer.text)


@contextmanager
def airflow(database: str) -> Iterator[Any]:
    """Run an Airflow on a fresh database."""
    from support.airflow_server import AirflowServer
    from support.postgres import PostgresServer

    with tempfile.TemporaryDirectory(prefix="domino-bench-") as folder:
        home = Path(folder) / "home"
        if database == "sqlite":
            with AirflowServer(home) as server:
                yield server
            return
        with (
            PostgresServer() as postgres,
            AirflowServer(home, database_url=postgres.new_database()) as server,
        ):
            yield server


def main() -> None:
    """Print the figures; end with 1 if a promise is broken."""
    broken = False
    for database in sys.argv[1:] or ["sqlite", "postgres"]:
        with airflow(database) as server:
            seconds = sorted(measure(server))
        median, p95 = statistics.median(seconds), seconds[int(len(seconds) * 0.95)]
        print(
            f"save by REST to runnable, {PIECES} Pieces, {database}: median {median:.3f} s, p95 {p95:.3f} s"
        )
        broken = broken or median > PROMISED.get(database, float("inf"))
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    main()
