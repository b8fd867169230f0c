"""Changes while somebody else keeps the database: SQLite lets one write at a time."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from domino_plugin.db import patience
from domino_plugin.workspaces.roles import Role

pytestmark = pytest.mark.airflow
#: Longer than SQLite itself waits, which Airflow sets to 5 seconds.
LONG = 7.0

Keep = Callable[[float], None]


@pytest.fixture
def keep_database(metadata_database: Path) -> Iterator[Keep]:
    """Write into the database for some seconds, as another process would."""
    from airflow import settings

    threads = []

    def keep(seconds: float) -> None:
        kept = threading.Event()

        def write() -> None:
            with closing(sqlite3.connect(str(settings.engine.url.database), isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                kept.set()
                time.sleep(seconds)
                other.execute("ROLLBACK")

        threads.append(threading.Thread(target=write))
        threads[-1].start()
        assert kept.wait(10)

    yield keep
    for thread in threads:
        thread.join()


@pytest.fixture
def team(
    sign_in: Any, new_workspace: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> SimpleNamespace:
    monkeypatch.setenv("AIRFLOW__DOMINO__STORAGE_ROOT", str(tmp_path))
    owner = sign_in("ada", "admin")
    owner.get("/api/v1/me")  # whoever comes first finds no default workspace, and makes it
    return SimpleNamespace(owner=owner, base=f"/api/v1/workspaces/{new_workspace(ada=Role.OWNER)}")


def test_a_repository_is_installed_when_the_database_is_free_again(
    team: SimpleNamespace, keep_database: Keep
) -> None:
    keep_database(LONG)
    answer = team.owner.post(f"{team.base}/repositories", json={"source": "starter"})
    assert answer.status_code == 201, answer.text
    jobs = {job["id"] for job in team.owner.get(f"{team.base}/jobs").json["items"]}
    assert jobs == {answer.json["job_id"], *answer.json["job_ids"]}
    assert len(jobs) > 1


def test_a_job_is_cancelled_when_the_database_is_free_again(
    team: SimpleNamespace, keep_database: Keep
) -> None:
    job = team.owner.post(f"{team.base}/repositories", json={"source": "starter"}).json["job_ids"][0]
    keep_database(LONG)
    answer = team.owner.post(f"{team.base}/jobs/{job}/cancel")
    assert (answer.status_code, answer.json["state"]) == (200, "cancelled"), answer.text


def test_patience_has_an_end(
    team: SimpleNamespace, keep_database: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "PATIENCE_SECONDS", 0)
    keep_database(LONG)
    answer = team.owner.post(f"{team.base}/repositories", json={"source": "starter"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert "busy" in answer.json["detail"]
    assert team.owner.get(f"{team.base}/repositories").json["items"] == []
