"""The harness itself: both auth managers serve the known users, and nothing is left after the stop."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.airflow_server import AirflowServer, processes_of

pytestmark = [pytest.mark.e2e, pytest.mark.airflow]


@pytest.mark.parametrize("auth", ["fab", "simple"])
def test_every_user_signs_in_and_nothing_is_left(tmp_path: Path, auth: Any) -> None:
    with AirflowServer(tmp_path / "home", auth=auth) as airflow:
        assert airflow.airflow("GET", "dags", user="viewer").status_code == 200
        dags = airflow.airflow("GET", "dags", user="admin").json()["dags"]
        # Written at the start of the api-server, sooner or later.
        assert {dag["dag_id"] for dag in dags} <= {"domino_system"}
        assert processes_of(airflow.home)
    assert processes_of(airflow.home) == {}
