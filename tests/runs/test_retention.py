"""Which runs lose their files, judged by Airflow's tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domino_plugin.storage import LocalStorage
from domino_plugin.storage.base import StoredRun, TaskKey

pytestmark = pytest.mark.airflow

#: Its folder's name is shortened: it tells no id.
LONG = "long" + 120 * ":"


@pytest.mark.parametrize("run_id", ["mine", LONG])
def test_a_run_that_is_cleared_while_the_storage_is_walked_keeps_its_files(
    db_session: Any,
    workflow: Any,
    finish: Any,
    storage_root: Path,
    monkeypatch: pytest.MonkeyPatch,
    run_id: str,
) -> None:
    from domino_plugin.runs import retention, service

    service.trigger(db_session, workflow, "ada", run_id=run_id)
    db_session.commit()
    finish(run_id, "failed")
    storage = LocalStorage(storage_root)
    with storage.open_task(TaskKey(workflow.dag_id, run_id, "t"), None) as place:
        (place.task_folder / "results" / "in.csv").write_text("x")

    class Walked(LocalStorage):
        def stored_runs(self, dag_id: str | None = None) -> Iterator[StoredRun]:
            yield from super().stored_runs(dag_id)
            finish(run_id, "running")

    monkeypatch.setattr(retention, "open_storage", lambda **_: Walked(storage_root))
    done = retention.prune_storage(db_session, runs=0)
    assert (done.runs, done.unfinished) == (0, 1)
    assert len(list(storage.stored_runs())) == 1

    finish(run_id, "success")
    monkeypatch.setattr(retention, "open_storage", lambda **_: storage)
    assert retention.prune_storage(db_session, runs=0).runs == 1
    assert list(storage.stored_runs()) == []
