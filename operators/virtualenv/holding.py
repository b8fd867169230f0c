"""Keeps a folder from being deleted while a Piece uses it, and remembers when that was.

Beside the folder lies a file of its name that is locked as long as somebody uses it; the kernel lets go of
the lock when its holder dies, however it dies. The file's time is that of the last use.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Keep a folder as long as the block runs; waits while it is being deleted, so look if it is there."""
    file = _file(folder)
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError:
        # A folder that others maintain, and that this user can't write beside: nobody deletes it.
        yield
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        os.utime(descriptor)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def try_exclusive(folder: Path) -> Iterator[bool]:
    """Yield whether nobody holds a folder; nobody can as long as the block runs then."""
    before = used_at(folder)
    descriptor = os.open(_file(folder), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        # To look is no use, nor is to make the file.
        os.utime(descriptor, (before, before))
        yield True
    finally:
        os.close(descriptor)


def used_at(folder: Path) -> float:
    """Return when a folder was last used, else made, in seconds since the epoch."""
    for path in (_file(folder), folder):
        with contextlib.suppress(OSError):
            return path.stat().st_mtime
    return 0.0


def _file(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.used")
