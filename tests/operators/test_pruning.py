"""Environments and repositories that nobody uses any more."""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from pathlib import Path
from typing import Any

import pytest
from domino_plugin.operators.virtualenv import EnvironmentStore, clear, hold
from domino_plugin.operators.virtualenv.pruning import Stored, stored

DAY = 24 * 3600


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three environments and a repository, used one, ten, forty and forty days ago."""
    environments, repositories = tmp_path / "environments", tmp_path / "repositories"
    environments.mkdir()
    for name, age in (("a", 1), ("b", 10), ("c", 40)):
        folder = environments / f"{name}-x"
        (folder / "bin").mkdir(parents=True)
        (folder / "bin" / "python").write_bytes(bytes(1000))
        pointer = {"folder": folder.name, "version": "3.10.1", "seconds": 1.0, "packages": ["x==1"]}
        (environments / f"{name}.json").write_text(json.dumps(pointer))
        _use(folder, age)
    (repositories / "d" / "pieces").mkdir(parents=True)
    _use(repositories / "d", 40)
    return tmp_path


def _use(folder: Path, days_ago: float) -> None:
    with hold(folder):
        pass
    then = time.time() - days_ago * DAY
    os.utime(folder.with_name(f".{folder.name}.used"), (then, then))


def _names(root: Path) -> list[str]:
    return sorted(one.name for one in stored(root))


@pytest.mark.parametrize(
    ("limits", "left"),
    [
        ({"days": 30}, ["a", "b"]),
        ({"days": 5}, ["a"]),
        ({"days": 100}, ["a", "b", "c", "d"]),
        ({"max_bytes": 2500}, ["a", "b", "d"]),
        ({"max_bytes": 0}, []),
        ({"days": 30, "max_bytes": 1500}, ["a"]),
        ({}, ["a", "b", "c", "d"]),
    ],
)
def test_age_and_size_decide(root: Path, limits: dict[str, Any], left: list[str]) -> None:
    told: list[Stored] = []
    dry = clear(root, dry_run=True, on_each=told.append, **limits)
    assert _names(root) == ["a", "b", "c", "d"]
    done = clear(root, **limits)
    assert _names(root) == left
    assert (done.count, done.kept) == (4 - len(left), len(left))
    assert dry == done
    assert len(told) == done.count
    folders = [path.name for path in (root / "environments").iterdir() if path.is_dir()]
    assert sorted(name[0] for name in folders) == [name for name in left if name != "d"]


def _hold_for_ever(folder: Path, ready: Any) -> None:
    with hold(folder):
        os.utime(folder.with_name(f".{folder.name}.used"), (1, 1))
        ready.set()
        time.sleep(600)


def test_what_a_piece_uses_stays_however_old_it_is(root: Path) -> None:
    context = multiprocessing.get_context("fork")
    ready = context.Event()
    process = context.Process(target=_hold_for_ever, args=(root / "environments" / "c-x", ready))
    process.start()
    try:
        assert ready.wait(20)
        done = clear(root, days=5)
        assert (done.in_use, _names(root)) == (1, ["a", "c"])
    finally:
        process.kill()
        process.join()
    assert clear(root, days=5).in_use == 0
    assert _names(root) == ["a"]


def test_a_deleted_environment_is_not_found(root: Path) -> None:
    store = EnvironmentStore(root)
    assert store.find("x\n") is None
    clear(root, max_bytes=0)
    assert not list((root / "environments").glob("*.json"))
