"""`DominoPieceOperator` in a DAG file written by hand, next to ordinary operators."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from support.airflow_server import AirflowServer

pytestmark = [pytest.mark.e2e, pytest.mark.airflow, pytest.mark.network]

MIXED = """
import datetime as dt

from airflow.sdk import DAG, task
from airflow.providers.standard.operators.bash import BashOperator
from domino_plugin.operators import DominoPieceOperator, upstream

with DAG("mixed", schedule=None, start_date=dt.datetime(2026, 1, 1), catchup=False):

    @task
    def threshold():
        return {"grams": 4500, "braces": "{{ ds }}", "nothing": None, "zero": 0}

    heavy = DominoPieceOperator(
        task_id="heavy",
        repository="starter",
        piece="CustomPythonPiece",
        inputs={
            "input_args": [
                {"kwarg_name": "limit", "kwarg_value": upstream("threshold", "grams")},
                {
                    "kwarg_name": "rest",
                    "kwarg_value": [upstream("threshold", name) for name in ("nothing", "zero")],
                },
                {"kwarg_name": "text", "kwarg_value": upstream("threshold", "braces")},
                {"kwarg_name": "plain", "kwarg_value": "{{ params.never }}"},
            ],
            "script": (
                "def custom_function(limit, rest, text, plain):\\n"
                "    print('the limit is', limit)\\n"
                "    return {'heavier': [m for m in (3000, 5000, 6000) if m > limit],\\n"
                "            'seen': [rest, text, plain], 'empty': '', 'no': False}\\n"
            ),
            "output_args": [
                {"name": "heavier", "type": "array", "description": ""},
                {"name": "seen", "type": "array", "description": ""},
                {"name": "empty", "type": "string", "description": ""},
                {"name": "no", "type": "boolean", "description": ""},
            ],
        },
    )

    @task
    def count(outputs):
        return {"count": len(outputs["heavier"]), **{name: outputs[name] for name in ("empty", "no", "seen")}}

    first = "{{ ti.xcom_pull('heavy')['heavier'][0] }}"
    threshold() >> heavy >> BashOperator(task_id="shell", bash_command=f"echo {first}")
    count(heavy.output)
"""

SLEEPING = """
import datetime as dt

from airflow.sdk import DAG
from domino_plugin.operators import DominoPieceOperator

with DAG("sleeping", schedule=None, start_date=dt.datetime(2026, 1, 1), catchup=False):
    DominoPieceOperator(
        task_id="sleep",
        repository="starter",
        piece="CustomPythonPiece",
        execution_timeout=TIMEOUT,
        inputs={
            "input_args": [],
            "script": (
                "def custom_function():\\n"
                "    import os, subprocess, time\\n"
                "    child = subprocess.Popen(['sleep', '4711'], start_new_session=True)\\n"
                "    open(NOTE, 'w').write(f'{os.getpid()} {child.pid}')\\n"
                "    time.sleep(600)\\n"
                "    return {}\\n"
            ).replace("NOTE", repr("NOTE_FILE")),
            "output_args": [],
        },
    )
"""


def _xcom(airflow: AirflowServer, run_id: str, task_id: str) -> Any:
    path = f"dags/mixed/dagRuns/{run_id}/taskInstances/{task_id}/xcomEntries/return_value"
    answer = airflow.airflow("GET", path, params={"deserialize": "true"})
    assert answer.status_code == 200, answer.text
    return answer.json()["value"]


def test_pieces_and_ordinary_tasks_pass_values_both_ways(airflow_server: AirflowServer) -> None:
    airflow_server.add_dag("mixed.py", MIXED, dag_id="mixed")
    run_id = airflow_server.trigger("mixed")

    state = airflow_server.wait_for_run("mixed", run_id)

    tasks = airflow_server.airflow("GET", f"dags/mixed/dagRuns/{run_id}/taskInstances").json()
    logs = "\n".join(airflow_server.task_log(task) for task in tasks["task_instances"])
    assert state == "success", logs
    assert _xcom(airflow_server, run_id, "heavy")["heavier"] == [5000, 6000]
    assert _xcom(airflow_server, run_id, "count") == {
        "count": 2,
        "empty": "",
        "no": False,
        "seen": [[None, 0], "{{ ds }}", "{{ params.never }}"],
    }
    assert str(_xcom(airflow_server, run_id, "shell")) == "5000"
    assert "the limit is 4500" in logs


def _sleeping_piece(airflow: AirflowServer, tmp_path: Path, timeout: str) -> tuple[str, list[int]]:
    note = tmp_path / "processes"
    text = SLEEPING.replace("NOTE_FILE", str(note)).replace("TIMEOUT", timeout)
    airflow.add_dag("sleeping.py", text, dag_id="sleeping")
    run_id = airflow.trigger("sleeping")
    airflow.wait_for_task("sleeping", run_id, "sleep", "running")
    _wait(lambda: note.exists() and len(note.read_text().split()) == 2, 180)
    return run_id, [int(pid) for pid in note.read_text().split()]


def test_marking_a_task_failed_ends_all_processes_of_its_piece(
    airflow_server: AirflowServer, tmp_path: Path
) -> None:
    run_id, processes = _sleeping_piece(airflow_server, tmp_path, "None")
    assert all(_runs(pid) for pid in processes)

    answer = airflow_server.airflow(
        "PATCH",
        f"dags/sleeping/dagRuns/{run_id}/taskInstances/sleep",
        json={"new_state": "failed"},
    )

    assert answer.status_code == 200, answer.text
    try:
        _wait(lambda: not any(_runs(pid) for pid in processes), 60)
    finally:
        for pid in filter(_runs, processes):
            os.kill(pid, signal.SIGKILL)


def test_a_timeout_ends_all_processes_of_its_piece(airflow_server: AirflowServer, tmp_path: Path) -> None:
    run_id, processes = _sleeping_piece(airflow_server, tmp_path, "dt.timedelta(seconds=15)")

    task = airflow_server.wait_for_task("sleeping", run_id, "sleep", "failed")

    try:
        _wait(lambda: not any(_runs(pid) for pid in processes), 30)
    finally:
        for pid in filter(_runs, processes):
            os.kill(pid, signal.SIGKILL)
    assert "timed out" in airflow_server.task_log(task).lower()


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _wait(condition: Any, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not so after {seconds} s"
        time.sleep(0.2)
