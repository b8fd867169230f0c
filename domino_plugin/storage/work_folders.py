"""Folders of this machine that live no longer than the process that made them, however it ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from domino_plugin.storage.removal import remove_tree

_LOCK = ".lock"
_FILES = "files"


@contextlib.contextmanager
def work_folder(root: Path) -> Iterator[Path]:
    """Make an empty folder below `root`, deleted when the block is left, or by the next call if it never is.

    Raises:
        OSError: it can't be made.
    """
    root.mkdir(parents=True, exist_ok=True)
    _sweep(root)
    folder = Path(tempfile.mkdtemp(prefix="work-", dir=root))
    # The kernel lets go of the lock when its holder dies, however it dies.
    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        inner = folder / _FILES
        inner.mkdir()
        yield inner
    finally:
        _delete(folder)
        os.close(descriptor)


def _sweep(root: Path) -> None:
    for folder in root.glob("work-*"):
        with contextlib.suppress(OSError):
            if _is_abandoned(folder):
                _delete(folder)


def _delete(folder: Path) -> None:
    # The lock last: a folder that couldn't be deleted is found again by it.
    if remove_tree(folder / _FILES):
        remove_tree(folder)


def _is_abandoned(folder: Path) -> bool:
    # Without its lock a folder is in the making, or in the deleting.
    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
