"""Folders that a Piece, or somebody else, has made hard to read or to delete."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domino_plugin.errors import Unavailable
from domino_plugin.settings import S3Place
from domino_plugin.storage import LocalStorage
from domino_plugin.storage.base import TaskKey
from domino_plugin.storage.removal import remove_tree
from domino_plugin.storage.retention import Retention, prune
from domino_plugin.storage.s3 import S3Storage
from domino_plugin.storage.work_folders import work_folder

_NOBODY = 65534


@contextlib.contextmanager
def _no_root() -> Iterator[None]:
    """Be somebody for whom modes count."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody reaches, and the test is no root while it lasts."""
    found = Path(tempfile.mkdtemp(prefix="domino-modes-"))
    found.chmod(0o777)
    with _no_root():
        yield found
    remove_tree(found)


def _run(storage: LocalStorage, run: str, mode: int) -> Path:
    """Store a run with a folder of this mode in it, and return that."""
    with storage.open_task(TaskKey("d", run, "t"), None) as place:
        odd = place.task_folder / "results" / "odd"
        odd.mkdir()
        (odd / "ten").write_bytes(b"0123456789")
        odd.chmod(mode)
    return odd


def _foreign(folder: Path) -> Path:
    """Make a folder that only root may look into, as file systems have; return it."""
    found = folder / "lost+found"
    if os.getuid() == 0:
        os.seteuid(0)
    found.mkdir(mode=0o700)
    (found / "x").write_bytes(b"1")
    if os.getuid() == 0:
        os.seteuid(_NOBODY)
    else:
        found.chmod(0)
    return found


@pytest.mark.parametrize("mode", [0o555, 0o000, 0o444, 0o311])
def test_whatever_mode_a_piece_gives_its_folders_they_can_be_deleted(folder: Path, mode: int) -> None:
    storage = LocalStorage(folder / "storage")
    _run(storage, "r", mode)
    done = prune(storage, Retention(runs=0), lambda _: False)
    assert (done.runs, done.failed, done.left_over_bytes) == (1, [], 0)
    assert list(storage.root.rglob("*")) == []
    assert storage.workflow_usage("d", seconds=60) == 0


def test_a_link_is_deleted_and_not_what_it_leads_to(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "a").touch()
    (folder / "elsewhere").chmod(0o500)
    (folder / "tree" / "closed").mkdir(parents=True)
    (folder / "tree" / "closed" / "link").symlink_to(folder / "elsewhere")
    (folder / "tree" / "closed").chmod(0o500)
    assert remove_tree(folder / "tree")
    assert (folder / "elsewhere").stat().st_mode & 0o777 == 0o500
    assert (folder / "elsewhere" / "a").exists()


def test_what_cannot_be_read_hides_nothing_else(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    storage = LocalStorage(folder / "storage")
    _run(storage, "closed", 0o000)
    _run(storage, "open", 0o755)
    foreign = [_foreign(storage.root), _foreign(storage.root / "d"), _foreign(storage.root / "d" / "open")]
    assert storage.run_usage("d", "closed", seconds=60) == 0
    assert storage.run_usage("d", "open", seconds=60) == 10
    assert storage.workflow_usage("d", seconds=60) == 10
    assert f"The folder {foreign[2]} can't be read, and is left out: Permission denied." in caplog.messages
    assert [one.run for one in storage.stored_runs() if one.is_ours] == ["closed", "open"]


def test_a_storage_that_cannot_be_read_at_all_is_not_taken_for_an_empty_one(folder: Path) -> None:
    storage = LocalStorage(folder / "storage")
    _run(storage, "r", 0o755)
    storage.root.chmod(0)
    with pytest.raises(Unavailable, match="can't be read: Permission denied"):
        prune(storage, Retention(runs=0), lambda _: False)
    storage.root.chmod(0o755)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes what others can't delete")
def test_a_run_that_cannot_be_deleted_keeps_no_other_and_is_told(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    storage = LocalStorage(folder / "storage")
    for run in ("a", "b", "c"):
        _run(storage, run, 0o755)
    _foreign(storage.root / "d" / "b" / "t")
    done = prune(storage, Retention(runs=0), lambda _: False)
    assert (done.runs, done.bytes) == (2, 20)
    [failed] = done.failed
    assert f"Not all of {storage.root}/d/b can be deleted: what is left is in " in failed
    with pytest.raises(Unavailable, match="Not all of"):
        done.complain()
    # Nor is what stays ever counted as freed.
    with caplog.at_level(logging.WARNING):
        again = prune(storage, Retention(runs=0), lambda _: False)
    assert (again.runs, again.left_over_bytes) == (0, 0)
    assert any("can be deleted" in message for message in caplog.messages)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes what others can't rename")
def test_a_run_of_somebody_else_is_told_in_words(folder: Path) -> None:
    storage = LocalStorage(folder / "storage")
    _run(storage, "r", 0o755)
    os.seteuid(0)
    shutil.chown(storage.root / "d", 0)
    (storage.root / "d").chmod(0o755)
    os.seteuid(_NOBODY)
    done = prune(storage, Retention(runs=0), lambda _: False)
    [failed] = done.failed
    assert failed.startswith(f"{storage.root}/d/r can't be deleted: Permission denied. Give it to the user")


def test_working_folders_go_whatever_is_in_them(folder: Path) -> None:
    with work_folder(folder / "cache") as place:
        (place / "run" / "odd").mkdir(parents=True)
        (place / "run" / "odd" / "ten").write_bytes(b"0123456789")
        (place / "run" / "odd").chmod(0o555)
    assert list((folder / "cache").iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes what others can't delete")
def test_a_working_folder_that_cannot_be_deleted_yet_is_deleted_later(folder: Path) -> None:
    with work_folder(folder / "cache") as place:
        foreign = _foreign(place)
    assert foreign.exists()
    os.seteuid(0)
    shutil.chown(foreign, _NOBODY)
    os.seteuid(_NOBODY)
    with work_folder(folder / "cache"):
        assert not foreign.exists()
    assert list((folder / "cache").iterdir()) == []


@pytest.fixture
def used_s3(s3_place: Callable[..., S3Place]) -> Callable[..., S3Place]:
    """Places in S3, with everything loaded that is of use there: others than root may not read it."""
    with S3Storage(s3_place()).open_task(TaskKey("d", "before", "t"), None) as place:
        place.keep()
    return s3_place


@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_what_s3_cannot_be_given_is_told(
    used_s3: Callable[..., S3Place], folder: Path, caplog: pytest.LogCaptureFixture, mode: int
) -> None:
    with S3Storage(used_s3(cache=folder / "cache")).open_task(TaskKey("d", "r", "t"), None) as place:
        odd = place.task_folder / "results" / "odd"
        odd.mkdir()
        (odd / "ten").write_bytes(b"0123456789")
        odd.chmod(mode)
        if mode:
            with pytest.raises(Unavailable, match=r"What the Piece wrote can't be read: .*Permission denied"):
                place.keep()
        else:
            place.keep()
            assert f"The folder {odd} can't be read: what is in it is not kept." in caplog.messages
    assert list((folder / "cache").iterdir()) == []
