"""`domino storage prune` and `domino environment prune` on an Airflow home."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from domino_plugin.cli.amounts import bytes_of, days_of, size
from domino_plugin.cli.main import app
from domino_plugin.errors import Invalid
from domino_plugin.storage import LocalStorage
from domino_plugin.storage.base import TaskKey


def _domino(home: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AIRFLOW")} | {
        "AIRFLOW_HOME": str(home),
        **variables,
    }
    command = [sys.executable, "-m", "domino_plugin.cli.main", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.airflow
def test_files_of_old_runs_are_deleted_and_those_of_running_ones_stay(tmp_path: Path) -> None:
    from support import migrated_database

    home = tmp_path / "home"
    home.mkdir()
    migrated_database.copy_to(home)
    storage = LocalStorage(home / "domino" / "storage")
    for run in ("r1", "r2", "r3"):
        with storage.open_task(TaskKey("d", run, "t"), None) as place:
            (place.task_folder / "results" / "a").write_bytes(bytes(2048))
    _insert_run(home, "d", "r1", "running")
    _insert_run(home, "d", "r2", "success")
    (storage.root / "photos" / "2019").mkdir(parents=True)

    dry = _domino(home, "storage", "prune", "--keep-runs", "0", "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert dry.stdout.splitlines()[-1] == (
        "Would free 4.0 KiB of 2 runs; 0 keep their files. 1 more aren't over, and keep theirs as well. "
        "Not Domino's, and left alone: 1, such as photos/2019."
    )
    assert len(list(storage.stored_runs())) == 4
    done = _domino(home, "storage", "prune", "--keep-runs", "0")
    assert done.returncode == 0, done.stderr
    assert [one.run for one in storage.stored_runs()] == ["r1", "2019"]


def _insert_run(home: Path, dag_id: str, run_id: str, state: str) -> None:
    import sqlite3

    with sqlite3.connect(home / "airflow.db") as database:
        columns = {
            row[1]: row for row in database.execute("PRAGMA table_info(dag_run)") if row[3] and row[4] is None
        }
        values = {
            "dag_id": dag_id, "run_id": run_id, "state": state, "run_type": "manual",
            "run_after": "2026-01-01 00:00:00", "clear_number": 0, "log_template_id": 1,
        }  # fmt: skip
        for name, row in columns.items():
            if name not in values and name != "id":
                values[name] = 0 if "INT" in row[2].upper() or "BOOL" in row[2].upper() else "2026-01-01"
        names = ", ".join(values)
        marks = ", ".join("?" for _ in values)
        database.execute(f"INSERT INTO dag_run ({names}) VALUES ({marks})", list(values.values()))


def test_environments_are_listed_and_pruned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW__DOMINO__ENVIRONMENTS_ROOT", str(tmp_path))
    repository = tmp_path / "repositories" / "abc"
    repository.mkdir(parents=True)
    (repository / "file").write_bytes(bytes(1024))
    os.utime(repository, (1, 1))

    def environment(*arguments: str) -> str:
        outcome = CliRunner().invoke(app, ["environment", *arguments], catch_exceptions=False)
        assert outcome.exit_code == 0
        return outcome.stdout

    assert "repository abc: 1.0 KiB" in environment("list")
    with pytest.raises(Invalid, match="environments_days"):
        environment("prune")
    assert "Would free 1.0 KiB" in environment("prune", "--max-size", "0", "--dry-run")
    assert repository.exists()
    assert "Freed 1.0 KiB; 0 of" in environment("prune", "--older-than", "30d")
    assert not repository.exists()


def test_ages_and_sizes_are_read_and_written() -> None:
    assert [days_of(text) for text in ("30", "30d", "12h", "2w", "1.5 d")] == [30, 30, 0.5, 14, 1.5]
    assert [bytes_of(text) for text in ("0", "5K", "2M", "1.5G", "1TB", "3GiB")] == [
        0, 5 * 2**10, 2 * 2**20, 3 * 2**29, 2**40, 3 * 2**30,
    ]  # fmt: skip
    assert [size(count) for count in (0, 1023, 1024, 5 * 2**30)] == [
        "0 bytes",
        "1023 bytes",
        "1.0 KiB",
        "5.0 GiB",
    ]
    for read, text in ((days_of, "soon"), (days_of, "-1"), (bytes_of, "much")):
        with pytest.raises(Invalid, match="can't be read"):
            read(text)
