"""Which runs lose their files."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from domino_plugin.errors import Invalid
from domino_plugin.storage import LocalStorage, Storage
from domino_plugin.storage.base import StoredRun, TaskKey
from domino_plugin.storage.removal import remove_tree
from domino_plugin.storage.retention import Retention, prune
from domino_plugin.storage.s3 import objects

DAY = 24 * 3600


def _write(storage: Storage, workflow: str, run: str) -> None:
    with storage.open_task(TaskKey(workflow, run, "t"), None) as place:
        (place.task_folder / "results" / "ten").write_bytes(b"0123456789")
        place.keep()


def _left(storage: Storage) -> list[str]:
    return [f"{one.workflow}/{one.run}" for one in storage.stored_runs()]


def _over(run: StoredRun) -> bool:
    return False


@pytest.fixture
def aged(tmp_path: Path) -> LocalStorage:
    """Runs of one, ten and forty days ago, of two workflows."""
    storage = LocalStorage(tmp_path / "storage")
    for workflow in ("a", "b"):
        for age in (1, 10, 40):
            _write(storage, workflow, f"r{age}")
            then = time.time() - age * DAY
            for path in [
                *storage.run_folder(workflow, f"r{age}").rglob("*"),
                storage.run_folder(workflow, f"r{age}"),
            ]:
                os.utime(path, (then, then))
    return storage


@pytest.mark.parametrize(
    ("retention", "left"),
    [
        (Retention(days=30), ["a/r1", "a/r10", "b/r1", "b/r10"]),
        (Retention(days=5), ["a/r1", "b/r1"]),
        (Retention(runs=1), ["a/r1", "b/r1"]),
        (Retention(runs=2), ["a/r1", "a/r10", "b/r1", "b/r10"]),
        (Retention(days=5, runs=2), ["a/r1", "b/r1"]),
        (Retention(runs=0), []),
        (Retention(days=100), ["a/r1", "a/r10", "a/r40", "b/r1", "b/r10", "b/r40"]),
    ],
)
def test_age_and_number_decide(aged: LocalStorage, retention: Retention, left: list[str]) -> None:
    told: list[StoredRun] = []
    dry = prune(aged, retention, _over, dry_run=True, on_run=told.append)
    assert len(_left(aged)) == 6
    done = prune(aged, retention, _over)
    assert _left(aged) == left
    assert (done.runs, done.bytes, done.kept) == (6 - len(left), 10 * (6 - len(left)), len(left))
    assert (dry.runs, dry.bytes, dry.kept) == (done.runs, done.bytes, done.kept)
    assert len(told) == done.runs


def test_runs_that_are_not_over_keep_their_files(aged: LocalStorage) -> None:
    done = prune(aged, Retention(days=5), lambda run: run.run == "r40", dag_id="a")
    assert done.unfinished == 1
    assert _left(aged) == ["a/r1", "a/r40", "b/r1", "b/r10", "b/r40"]


def test_nothing_is_deleted_by_no_rule() -> None:
    with pytest.raises(Invalid, match="retention_days"):
        Retention()


def test_both_storages_can_be_pruned(storage: Storage) -> None:
    for run in ("r1", "r2", "r3"):
        _write(storage, "a", run)
        # Some services tell the time in seconds.
        time.sleep(1.05)
    done = prune(storage, Retention(runs=2), _over)
    assert (done.runs, done.bytes) == (1, 10)
    assert _left(storage) == ["a/r2", "a/r3"]


FOREIGN = [
    "photos/2019/a.jpg",
    "backups/2020/deep/down/db.dump",
    "lab/exp/one/results/model",
    "lab/exp/one/report/x.pdf",
    "lab/exp/two/data/xcom_out/x",
    "lab/exp/xcom_out",
    "lab/a file",
    "a/photos/a.jpg",
    "a.b/.deleted-things/x",
]


def _put(storage: Storage, path: str) -> None:
    if isinstance(storage, LocalStorage):
        (storage.root / path).parent.mkdir(parents=True, exist_ok=True)
        (storage.root / path).write_bytes(b"not Domino's")
    else:
        storage._requests.send("put_object", Key=storage._key(path), Body=b"not Domino's")


def _is_there(storage: Storage, path: str) -> bool:
    if isinstance(storage, LocalStorage):
        return (storage.root / path).exists()
    return storage._head(storage._key(path)) is not None


def test_what_is_not_dominos_is_never_deleted(storage: Storage) -> None:
    for path in FOREIGN:
        _put(storage, path)
    _write(storage, "a", "r1")
    mapped = TaskKey("a", "r2", "t", 3)
    for _ in range(2):
        with storage.open_task(mapped, None) as place:
            (place.task_folder / "results" / "ten").write_bytes(b"0123456789")
            place.keep()
    _write(storage, "é" * 300, "ü" * 300)
    done = prune(storage, Retention(days=-1, runs=0), _over)
    assert [path for path in FOREIGN if not _is_there(storage, path)] == []
    assert (done.runs, done.bytes, done.foreign, done.first_foreign) == (3, 40, 4, "a/photos")
    assert [one for one in storage.stored_runs() if one.is_ours] == []


def test_a_run_that_only_has_earlier_tries_is_one(storage: Storage) -> None:
    for _ in range(2):
        _write(storage, "a", "r")
    for path in ("a/r/t/xcom_out", "a/r/t"):
        if isinstance(storage, LocalStorage):
            remove_tree(storage.root / path)
        else:
            objects.delete_below(storage._requests, storage._key(path, ""))
    assert [one.is_ours for one in storage.stored_runs()] == [True]


def test_what_interrupted_writers_left_goes_after_a_day(aged: LocalStorage) -> None:
    folder = aged.workspace_folder(1)
    folder.mkdir(parents=True)
    (folder / ".old.part").write_bytes(b"12345")
    (folder / ".new.part").write_bytes(b"12345")
    os.utime(folder / ".old.part", (1, 1))
    done = prune(aged, Retention(days=1000), _over)
    assert done.left_over_bytes == 5
    assert [path.name for path in folder.iterdir()] == [".new.part"]
