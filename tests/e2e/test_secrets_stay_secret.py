"""Secrets are found nowhere but in the Piece they are for, wherever they could have been left.

Those who run the same on PostgreSQL and with files in S3 are beside the other tests of these.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from support.airflow_server import AirflowServer
from support.careless import Canaries, run_careless
from support.contents import contents
from support.domino_client import DominoClient

pytestmark = [pytest.mark.e2e, pytest.mark.airflow, pytest.mark.network, pytest.mark.timeout(600)]


def test_secrets_are_found_nowhere_but_in_their_piece(airflow_server: AirflowServer, tmp_path: Path) -> None:
    client, canaries = DominoClient(airflow_server), Canaries()
    commands: list[tuple[str, bytes]] = []

    def look(workflow: dict[str, Any], run_id: str) -> None:
        _until_both_wait(client, workflow, run_id)
        commands.extend(_processes())

    told = run_careless(client, canaries, tmp_path / "go", look)

    assert commands
    assert canaries.found_in(commands) == [], "in a command line or an environment"
    assert canaries.found_in(told) == [], "in an answer"
    assert canaries.found_in(contents(airflow_server.home)) == [], "in a file: DAGs, database, logs, storage"


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
