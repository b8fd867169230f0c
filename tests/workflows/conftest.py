"""Fixtures of the workflows room: Pieces installed in a workspace, a clean dags folder, a second process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def workspace(db_session: Any) -> int:
    """A workspace in which the sample Pieces are installed; returns its id."""
    from samples import install_samples

    return install_samples(db_session)


@pytest.fixture
def dags_folder(metadata_database: Path, airflow_home: Path) -> Iterator[Path]:
    """The folder of generated files, empty; Airflow's tables hold no DAG of it, before and after."""
    from domino_plugin.airflow_compat import dags
    from domino_plugin.db.session import session_scope
    from domino_plugin.workflows.publishing import publishing_place

    folder = airflow_home / "dags" / "domino"

    def clear() -> None:
        for path in folder.glob("*") if folder.exists() else ():
            path.unlink()
        with session_scope() as session:
            for dag_id in dags.dags_in(session, publishing_place()):
                dags.delete_dag(session, dag_id)

    clear()
    yield folder
    clear()


@pytest.fixture(scope="session")
def parse_as_airflow(airflow_home: Path) -> Callable[[], dict[str, Any]]:
    """Parse all files of the dags folder in a process of its own, as the dag-processor does."""

    def parse() -> dict[str, Any]:
        program = Path(__file__).with_name("parse_dags.py")
        outcome = subprocess.run(
            [sys.executable, str(program), str(airflow_home / "dags")],
            env=os.environ | {"PYTHONHASHSEED": "random"},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert outcome.returncode == 0, outcome.stderr[-4000:]
        return json.loads(outcome.stdout.splitlines()[-1])

    return parse


@pytest.fixture
def made(db_session: Any, workspace: int, dags_folder: Path) -> Any:
    """A published workflow of three nodes."""
    from documents import chain

    from domino_plugin.workflows import service

    return service.create(db_session, workspace, chain(3), user="ann")
