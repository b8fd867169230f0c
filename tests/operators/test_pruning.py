"""Environments and repositories that nobody uses any more."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from domino_plugin.operators.virtualenv import (
    EnvironmentStore,
    PackageSource,
    RepositoryStore,
    clear,
    environments,
    hold,
    holding,
)
from domino_plugin.operators.virtualenv.disk_use import DiskUse
from domino_plugin.operators.virtualenv.pruning import Stored, stored

from domino_plugin.storage.bundles import make_bundle

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


def _disk(root: Path) -> int:
    done = subprocess.run(["du", "-s", "--bytes", "--apparent-size", root], capture_output=True, check=True)
    folders = sum(path.lstat().st_size for path in [root, *root.rglob("*")] if path.is_dir())
    return int(done.stdout.split()[0]) - folders


def _real_environment(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EnvironmentStore:
    """Have uv build an environment of one big library, whose files it links to its cache."""
    monkeypatch.delenv("UV_CACHE_DIR", raising=False)
    monkeypatch.setattr(environments, "base_requirements", lambda _: [("none", "")])
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    with zipfile.ZipFile(wheels / "big-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("big.bin", os.urandom(3_000_000))
        wheel.writestr("big-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: big\nVersion: 1\n")
        wheel.writestr(
            "big-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr("big-1.dist-info/RECORD", "")
    store = EnvironmentStore(root, python=sys.executable, source=PackageSource(wheels=wheels, offline=True))
    _use(store.ensure("big\n").folder, 40)
    return store


@pytest.mark.parametrize("limits", [{"max_bytes": 0}, {"days": 30}, {"max_bytes": 1_000_000}])
def test_what_is_reported_is_what_the_disk_gets_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: dict[str, Any]
) -> None:
    root = tmp_path / "root"
    store = _real_environment(root, tmp_path, monkeypatch)
    [big] = store.root.glob("*/lib/*/site-packages/big.bin")
    assert big.stat().st_nlink == 2, "uv keeps no link of it in our cache: this shows nothing"
    before = _disk(root)
    dry = clear(root, dry_run=True, **limits)
    assert _disk(root) == before
    done = clear(root, **limits)
    assert done == dry
    # Besides folders' files there is the pointer to the environment.
    assert 3_000_000 < done.bytes == pytest.approx(before - _disk(root), abs=1000)
    assert {one.kind for one in stored(root)} == set()


def test_of_what_is_too_much_the_cache_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "root"
    store = _real_environment(root, tmp_path, monkeypatch)
    (root / "uv-cache" / "of-a-deleted-environment").write_bytes(bytes(2_000_000))
    clear(root, max_bytes=4_000_000)
    assert [one.kind for one in stored(root)] == ["environment"]
    environment = store.find("big\n")
    assert environment is not None
    [big] = environment.folder.glob("lib/*/site-packages/big.bin")
    assert len(big.read_bytes()) == 3_000_000


def test_the_cache_of_a_build_at_work_stays(root: Path) -> None:
    cache = root / "uv-cache"
    cache.mkdir()
    (cache / "file").write_bytes(bytes(5000))
    with hold(cache):
        assert clear(root, max_bytes=0).in_use == 1
        assert cache.exists()
    clear(root, max_bytes=0)
    assert not cache.exists()


def test_a_build_keeps_its_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pruned_meanwhile(store: EnvironmentStore, _: Path) -> tuple[str, ...]:
        done = clear(tmp_path / "root", max_bytes=0)
        return ("in use", str(done.in_use))

    monkeypatch.setattr(EnvironmentStore, "_packages", pruned_meanwhile)
    environment = _real_environment(tmp_path / "root", tmp_path, monkeypatch).find("big\n")
    assert environment is not None
    # The build's folder, which nothing points to yet, and the cache.
    assert environment.packages == ("in use", "2")


_PRUNED_BY_ANOTHER_USER = """
import os, sys
from domino_plugin.operators.virtualenv import clear
from pathlib import Path
os.setgid(65534)
os.setuid(65534)
done = clear(Path(sys.argv[1]), max_bytes=0)
print(done.count, done.in_use)
"""


def test_a_cache_that_the_administrator_has_chosen_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("UV_CACHE_DIR", str(tmp_path / "theirs")), ("UV_LINK_MODE", "symlink")):
        with monkeypatch.context() as patch:
            patch.delenv("UV_CACHE_DIR", raising=False)
            patch.setenv(name, value)
            assert EnvironmentStore(tmp_path)._variables.get("UV_CACHE_DIR") == os.environ.get("UV_CACHE_DIR")
    monkeypatch.delenv("UV_CACHE_DIR", raising=False)
    assert EnvironmentStore(tmp_path)._variables["UV_CACHE_DIR"] == str(tmp_path / "uv-cache")


def test_what_killed_builds_and_deletions_have_left_goes_whatever_the_limits(root: Path) -> None:
    environments, repositories = root / "environments", root / "repositories"
    left = [
        environments / f"{'f' * 32}-abc",
        environments / ".c-y-deleted",
        repositories / ".d-deleted",
        repositories / ".0123-unpacking",
    ]
    for folder in left:
        folder.mkdir()
        (folder / "file").write_bytes(bytes(700))
    fresh = repositories / ".4567-unpacking"
    fresh.mkdir()
    os.utime(left[-1], (1, 1))
    assert sum(one.bytes for one in stored(root) if one.kind == "left-over") == 4 * 700
    lock = environments / f"{'f' * 32}.lock"
    with lock.open("w") as file:
        assert holding.try_lock(file.fileno())
        done = clear(root, days=100)
        assert (done.count, done.bytes, done.in_use) == (3, 2100, 1)
        assert left[0].exists(), "a builder is at it"
    assert clear(root, days=100).count == 1
    assert not [folder for folder in left if folder.exists()]
    assert fresh.exists()
    assert _names(root) == ["a", "b", "c", "d"]


def test_a_deletion_that_is_killed_leaves_nothing_that_is_taken_for_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        folder = tmp_path / "source" / "pieces" / f"P{number}"
        folder.mkdir(parents=True)
        (folder / "piece.py").write_text("x")
    digest, archive = make_bundle(tmp_path / "source", max_bytes=10**6)
    store = RepositoryStore(tmp_path / "root")
    _use(store.folder(digest, lambda: archive), 40)

    def killed(folder: Path, **_: Any) -> None:
        for piece in list(folder.glob("pieces/P*"))[:3]:
            remove(piece)
        if folder.exists():
            raise KeyboardInterrupt

    remove = shutil.rmtree
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", killed)
        with pytest.raises(KeyboardInterrupt):
            clear(tmp_path / "root", days=30)
    folder = store.folder(digest, lambda: archive)
    assert len(list(folder.glob("pieces/*/piece.py"))) == 5
    clear(tmp_path / "root", days=30)
    assert [path for path in store.root.iterdir() if path.is_dir()] == [folder]


_AS_ANOTHER_USER = """
import os, sys, time
from domino_plugin.operators.virtualenv import hold
from pathlib import Path
os.setgid(65534)
os.setuid(65534)
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser can become another user")
def test_what_a_piece_of_another_user_uses_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(tempfile.mkdtemp(prefix="domino-", dir="/tmp"))
    root.chmod(0o755)
    try:
        _real_environment(root / "root", root, monkeypatch)
        [folder] = [path for path in (root / "root" / "environments").iterdir() if path.is_dir()]
        command = [sys.executable, "-c", _AS_ANOTHER_USER, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                assert process.stdout.readline() == "held\n"
                assert clear(root / "root", days=30).in_use == 1
                assert folder.exists()
                command = [sys.executable, "-c", _PRUNED_BY_ANOTHER_USER, str(root / "root")]
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                assert done.stdout == "0 2\n", done.stderr
            finally:
                process.kill()
        clear(root / "root", days=30)
        assert not folder.exists()
    finally:
        shutil.rmtree(root)


def test_a_file_of_several_folders_counts_once(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        (folder / "own").write_bytes(bytes(10))
    (one / "shared").write_bytes(bytes(100))
    (two / "shared").hardlink_to(one / "shared")
    use = DiskUse([one, two])
    assert (use.bytes, use.take_away(one), use.bytes, use.take_away(two), use.bytes) == (120, 10, 110, 110, 0)
