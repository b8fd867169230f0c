"""Outputs in PostgreSQL, whose JSON holds less than SQLite's."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.airflow, pytest.mark.postgres, pytest.mark.network]


def test_texts_that_the_database_refuses_fail_no_task(piece_repository: Path, tmp_path: Path) -> None:
    from support import migrated_database
    from support.postgres import PostgresServer

    (tmp_path / "dags").mkdir()
    program = shutil.copy(Path(__file__).with_name("tasks_with_odd_texts.py"), tmp_path / "dags")
    with PostgresServer() as server:
        environment = migrated_database.base_environment(tmp_path)
        environment["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = server.new_database()
        environment["PIECE_REPOSITORY"] = str(piece_repository)
        migrated_database.migrate(environment, users=False)
        ended = subprocess.run(
            [sys.executable, str(program)],
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=300,
        )
    log = ended.stdout + ended.stderr
    assert ended.returncode == 0, log[-6000:]
    told = json.loads(ended.stdout.splitlines()[-1])
    assert told["states"] == {"make": "success", "take": "success"}, log[-6000:]
    odd = {"value": {"a\ufffdb": ["half \ufffd", "\U0001f600 é"]}}
    assert told["outputs"] == {"make": odd, "take": odd}
    assert told["pointers"]["make"]["file_type"] == "t\ufffdxt"
    assert "The output 'value' holds characters that Airflow's database can't keep" in log
