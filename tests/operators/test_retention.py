"""What the maintenance DAG's task makes of runs that can't be deleted."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from domino_plugin.storage import LocalStorage
from domino_plugin.storage.base import StoredRun, TaskKey
from domino_plugin.storage.removal import UndeletableError


def test_the_task_fails_with_the_reason_once_the_other_runs_are_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from airflow.sdk.exceptions import AirflowException
    from domino_plugin.operators.retention import prune_by_options

    monkeypatch.setenv("AIRFLOW__DOMINO__STORAGE_ROOT", str(tmp_path))
    monkeypatch.setenv("AIRFLOW__DOMINO__RETENTION_RUNS", "1")
    storage = LocalStorage(tmp_path)
    for run in ("one", "two", "three"):
        with storage.open_task(TaskKey("d", run, "t"), None):
            pass
    real, refused = LocalStorage.delete_stored_run, list[str]()

    def refuse_first(self: LocalStorage, run: StoredRun) -> None:
        if not refused:
            refused.append(run.run)
            raise UndeletableError(f"{run.run} belongs to somebody else.")
        real(self, run)

    monkeypatch.setattr(LocalStorage, "delete_stored_run", refuse_first)
    context = {"ti": SimpleNamespace(get_dr_count=lambda **_: 0)}
    with pytest.raises(AirflowException, match="belongs to somebody else"):
        prune_by_options(context)
    assert len(list(storage.stored_runs())) == 2
