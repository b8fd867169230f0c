"""A worker's processes that are killed while a Piece runs: it ends with them, and a retry succeeds."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.airflow_server import AirflowServer

pytestmark = [pytest.mark.e2e, pytest.mark.airflow, pytest.mark.network, pytest.mark.timeout(600)]

DAG = """
import datetime as dt

from airflow.sdk import DAG
from domino_plugin.operators import DominoPieceOperator

SCRIPT = '''
def custom_function():
    import os, pathlib, time
    folder = pathlib.Path(FOLDER)
    tries = len(list(folder.iterdir()))
    (folder / str(os.getpid())).touch()
    if tries < 2:
        time.sleep(900)
    return {"tries": tries}
'''

with DAG("killed", schedule=None, start_date=dt.datetime(2026, 1, 1), catchup=False):
    DominoPieceOperator(
        task_id="sleep",
        repository="starter",
        piece="CustomPythonPiece",
        runtime="virtualenv",
        retries=2,
        retry_delay=dt.timedelta(seconds=1),
        inputs={
            "input_args": [],
            "script": SCRIPT.replace("FOLDER", repr("THE_FOLDER")),
            "output_args": [{"name": "tries", "type": "integer", "description": ""}],
        },
    )
"""


@pytest.fixture
def airflow(start_airflow: Callable[..., AirflowServer]) -> Iterator[AirflowServer]:
    environment = {
        "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "20",
        "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "2",
    }
    server = start_airflow(auth="simple", environment=environment)
    yield server
    server.stop()


def test_a_piece_ends_with_its_supervisor_or_its_runner_and_a_retry_succeeds(
    airflow: AirflowServer, tmp_path: Path
) -> None:
    folder = tmp_path / "tries"
    folder.mkdir()
    airflow.add_dag("killed.py", DAG.replace("THE_FOLDER", str(folder)), dag_id="killed")
    run_id = airflow.trigger("killed")

    seen: set[int] = set()
    # Far below the time after which Airflow misses the task and starts its next try.
    for killed, soon in (("supervisor", 15), ("runner", 15)):
        piece = _wait(lambda: _pids(folder) - seen, 240).pop()
        seen.add(piece)
        runner = _parent(_parent(piece))
        os.kill(_parent(runner) if killed == "supervisor" else runner, signal.SIGKILL)
        try:
            _wait(lambda: not _runs(piece), soon)  # noqa: B023
            _wait(lambda: not _runs(runner), soon)  # noqa: B023
        finally:
            for pid in filter(_runs, (piece, runner)):
                os.kill(pid, signal.SIGKILL)

    assert airflow.wait_for_run("killed", run_id) == "success"
    path = f"dags/killed/dagRuns/{run_id}/taskInstances/sleep"
    assert airflow.airflow("GET", path).json()["try_number"] == 3
    outputs = airflow.airflow("GET", f"{path}/xcomEntries/return_value", params={"deserialize": "true"})
    assert outputs.json()["value"] == {"tries": 2}


def _pids(folder: Path) -> set[int]:
    return {int(path.name) for path in folder.iterdir()}


def _parent(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def _wait(condition: Callable[[], Any], seconds: float) -> Any:
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, f"not so after {seconds} s"
        time.sleep(0.2)
    return value
