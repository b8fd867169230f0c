"""The same on PostgreSQL, whose JSON, locks and transactions differ from SQLite's."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.airflow, pytest.mark.postgres]


def test_a_workflow_lives_on_postgres(tmp_path):
    from support import migrated_database
    from support.postgres import PostgresServer

    (tmp_path / "dags").mkdir()
    with PostgresServer() as server:
        environment = migrated_database.base_environment(tmp_path)
        environment["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = server.new_database()
        migrated_database.migrate(environment, users=False)
        program = Path(__file__).with_name("life_of_a_workflow.py")
        outcome = subprocess.run(
            [sys.executable, str(program)],
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=300,
        )
    assert outcome.returncode == 0, outcome.stderr[-6000:]
    assert outcome.stdout.splitlines()[-1] == "lived"
