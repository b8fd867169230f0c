"""Seconds from saving a workflow of 50 Pieces to its new version being runnable, inside the web process.

Measured with 200 other workflows present, on SQLite and on PostgreSQL, without scheduler or dag-processor:
``python benchmarks/save_to_runnable.py [sqlite] [postgres]``. The promise: a median below 0.3 s on
PostgreSQL.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PIECES, OTHERS, SAVES = 50, 200, 30
PROMISED = {"postgres": 0.3}


def measure() -> dict[str, float]:
    """Save new versions of a workflow and trigger each; runs in a process with an Airflow of its own."""
    sys.path[:0] = [str(ROOT / "tests" / "workflows")]
    from documents import chain, value
    from samples import install_samples

    from domino_plugin.db.session import session_scope
    from domino_plugin.workflows import service

    inputs = {"text": value("x"), "anything": value({"note": "y" * 1500})}
    seconds = []
    with session_scope() as session:
        workspace = install_samples(session)
        for _ in range(OTHERS):
            service.create(session, workspace, chain(5, inputs), user="bench")
        made = service.create(session, workspace, chain(PIECES, inputs), user="bench")
    for version in range(1, SAVES + 1):
        # Every version differs: another name, another number of nodes.
        document = chain(PIECES + version % 2, inputs).model_copy(update={"name": f"Version {version}"})
        start = time.perf_counter()
        with session_scope() as session:
            saved = service.update_workflow(
                session, workspace, made.id, document, base_version=version, user="bench"
            )
        seconds.append(time.perf_counter() - start)
        if saved.published_version != version + 1:
            raise RuntimeError(saved.publish_error)
        check_runnable(made.dag_id, version, len(document.nodes))
    ordered = sorted(seconds)
    return {
        "median": statistics.median(ordered),
        "p95": ordered[int(len(ordered) * 0.95)],
        "worst": ordered[-1],
    }


def check_runnable(dag_id: str, version: int, tasks: int) -> None:
    """Trigger a run: it has to use the version just saved."""
    from airflow.api.common.trigger_dag import trigger_dag
    from airflow.utils.types import DagRunTriggeredByType

    run = trigger_dag(dag_id=dag_id, run_id=f"run-{version}", triggered_by=DagRunTriggeredByType.TEST)
    if len(run.get_task_instances()) != tasks:
        raise RuntimeError(f"the run of version {version} has other tasks than the version")


def run(database: str) -> dict[str, float]:
    """Measure on a fresh database in a process of its own."""
    sys.path[:0] = [str(ROOT / "tests")]
    from support import migrated_database
    from support.postgres import PostgresServer

    with tempfile.TemporaryDirectory(prefix="domino-bench-") as folder:
        environment = migrated_database.base_environment(Path(folder)) | {
            "AIRFLOW__LOGGING__LOGGING_LEVEL": "ERROR"
        }
        (Path(folder) / "dags").mkdir()
        if database == "sqlite":
            migrated_database.copy_to(Path(folder))
            return _child(environment)
        with PostgresServer() as server:
            environment["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = server.new_database()
            migrated_database.migrate(environment, users=False)
            return _child(environment)


def _child(environment: dict[str, str]) -> dict[str, float]:
    command = [sys.executable, __file__, "measure"]
    outcome = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, float] = json.loads(outcome.stdout.splitlines()[-1])
    return figures


def main() -> None:
    """Print the figures; end with 1 if a promise is broken."""
    if sys.argv[1:] == ["measure"]:
        print(json.dumps(measure()))
        return
    broken = False
    for database in sys.argv[1:] or ["sqlite", "postgres"]:
        figures: dict[str, Any] = run(database)
        text = ", ".join(f"{name} {seconds:.3f} s" for name, seconds in figures.items())
        print(f"save to runnable, {PIECES} Pieces, {OTHERS} other workflows, {database}: {text}")
        broken = broken or figures["median"] > PROMISED.get(database, float("inf"))
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    main()
