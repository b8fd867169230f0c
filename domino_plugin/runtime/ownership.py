"""Whose the files of a task are, where a container's users aren't those of the worker.

The container's superuser may be nobody to the storage: with user namespaces (a rootless engine, or one with
``userns-remap``) the machine knows him by another number, and over NFS with ``root_squash`` by none. What is
to be done is seen from within: who the task's folder seems to belong to, and what may be done to it. Runs on
Python 3.8 and later.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

_ALL = 2**32 - 1
#: What the kernel shows for users and groups that a namespace doesn't know, unless it is set otherwise.
_NOBODY = 65534


def owner_of(folder: str) -> tuple[int, int] | None:
    """Return the user and the group of a folder as they are seen here, None if it can't be looked at."""
    try:
        status = Path(folder).stat()
    except OSError:
        return None
    return status.st_uid, status.st_gid


def hint(folder: str) -> str:
    """Return why nothing can be written to a task's folder and what to do, or an empty text if it can."""
    if os.access(folder, os.W_OK | os.X_OK):
        return ""
    who = f"The container's user {os.geteuid()} may not write the task's folder"
    if not _is_whole("uid"):
        return (
            f"{who}: the engine runs containers in a user namespace (rootless, or userns-remap), where its "
            "users are others to the storage. Let the worker's user own the shared storage."
        )
    if os.geteuid() != 0:
        return f"{who}. Let the worker's user own the shared storage, or make the image run as root."
    return (
        f"{who}: the storage may keep the superuser out, as NFS with root_squash does. Let the worker run as "
        "another user than root, or export the storage with no_root_squash."
    )


def hand_over(folder: str, owner: tuple[int, int] | None) -> None:
    """Leave a task's files to the folder's owner; where they can't be given, everybody may change them.

    Args:
        folder: the task's folder.
        owner: its owner as `owner_of` has seen him before the Piece ran.
    """
    to = _receiver(owner)
    _pass_on(folder, to)
    for current, folders, files in os.walk(folder):
        for name in (*folders, *files):
            _pass_on(os.path.join(current, name), to)  # noqa: PTH118


def _receiver(owner: tuple[int, int] | None) -> tuple[int, int] | None:
    if owner is None or os.geteuid() != 0 or not _knows("uid", owner[0]):
        return None
    # A group of the worker's machine alone stays unsaid.
    return owner[0], owner[1] if _knows("gid", owner[1]) else -1


def _pass_on(path: str, to: tuple[int, int] | None) -> None:
    if to is not None:
        try:
            os.chown(path, *to, follow_symlinks=False)
        except OSError:
            pass
        else:
            return
    with contextlib.suppress(OSError):
        mode = os.lstat(path).st_mode
        if not stat.S_ISLNK(mode):
            run = 0o111 if stat.S_ISDIR(mode) or mode & 0o100 else 0
            Path(path).chmod(stat.S_IMODE(mode) | 0o666 | run)


def _knows(kind: str, number: int) -> bool:
    """Whether this namespace has the number, rather than showing it for those it doesn't have."""
    return number != _overflow(kind) or _is_whole(kind)


def _is_whole(kind: str) -> bool:
    """Whether all of the machine's users, or groups, are known here by their own numbers."""
    try:
        ranges = Path(f"/proc/self/{kind}_map").read_text(encoding="ascii").split()
    except OSError:
        return True
    return ranges == ["0", "0", str(_ALL)]


def _overflow(kind: str) -> int:
    try:
        return int(Path(f"/proc/sys/kernel/overflow{kind}").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return _NOBODY
