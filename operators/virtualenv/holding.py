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

_NEW = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
#: As far as the umask lets: who shares a group with the worker (`run_as_user`) tells of its use as well.
_MODE = 0o666


@contextlib.contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Keep a folder as long as the block runs; waits while it is being deleted, so look if it is there."""
    descriptor = _open(_file(folder))
    if descriptor is None:
        # A folder that others maintain, and that this user can't write beside: nobody deletes it.
        yield
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        with contextlib.suppress(PermissionError):
            os.utime(descriptor)
        yield
    finally:
        os.close(descriptor)


def _open(file: Path) -> int | None:
    with contextlib.suppress(OSError):
        return os.open(file, _NEW, _MODE)
    # Another user's, which can be locked all the same.
    with contextlib.suppress(OSError):
        return os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    return None


@contextlib.contextmanager
def try_exclusive(folder: Path) -> Iterator[bool]:
    """Yield whether a folder is ours and nobody holds it; nobody can as long as the block runs then."""
    before = used_at(folder)
    try:
        descriptor = os.open(_file(folder), _NEW, _MODE)
    except PermissionError:
        yield False
        return
    try:
        if not try_lock(descriptor):
            yield False
            return
        # To look is no use, nor is to make the file.
        os.utime(descriptor, (before, before))
        yield True
    finally:
        os.close(descriptor)


def try_lock(descriptor: int) -> bool:
    """Lock an open file for this process alone, if nobody else has; return whether it is."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def used_at(folder: Path) -> float:
    """Return when a folder was last used, else made, in seconds since the epoch."""
    for path in (_file(folder), folder):
        with contextlib.suppress(OSError):
            return path.stat().st_mtime
    return 0.0


def _file(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.used")
