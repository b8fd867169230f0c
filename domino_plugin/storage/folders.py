"""Looks through folders of runs: their files, how much they take, and whether a folder is a run's at all.

What can't be read is left out with a warning: one folder that somebody else owns must not hide all others.
"""

from __future__ import annotations

import contextlib
import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

from domino_plugin.storage import layout

log = logging.getLogger("domino.storage")


def named_like_ids(folder: Path) -> list[Path]:
    """Return the folders in a folder, by name, that may be a workflow's or a run's."""
    return sorted(
        Path(entry.path)
        for entry in _entries(folder)
        if layout.is_folder_name(entry.name) and _is_folder(Path(entry.path))
    )


def is_run(folder: Path) -> bool:
    """Whether a task of Domino has ever been in this folder."""
    return any(_holds_a_task(entry) for entry in _entries(folder) if entry.is_dir(follow_symlinks=False))


def _holds_a_task(folder: os.DirEntry[str]) -> bool:
    for entry in _entries(Path(folder.path)):
        if layout.is_task_output((folder.name, entry.name)):
            return True
        deeper = (folder.name, entry.name, layout.XCOM)
        if layout.is_task_output(deeper) and _is_folder(Path(entry.path, layout.XCOM)):
            return True
    return False


def _is_folder(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return path.is_dir()
    return False


def bytes_of(folder: Path, *, seconds: float) -> int | None:
    """Return the bytes of all files of a folder, or None if counting takes longer; links count nothing."""
    end = time.monotonic() + seconds
    total = 0
    for entry in _files(folder):
        if time.monotonic() > end:
            return None
        # A Piece at work may have deleted it since.
        with contextlib.suppress(OSError):
            total += entry.stat(follow_symlinks=False).st_size
    return total


def extent(folder: Path) -> tuple[int, float]:
    """Return the bytes of all files of a folder, and when one was last written."""
    total, changed = 0, 0.0
    with contextlib.suppress(OSError):
        changed = folder.stat().st_mtime
    for entry in _files(folder):
        with contextlib.suppress(OSError):
            status = entry.stat(follow_symlinks=False)
            total, changed = total + status.st_size, max(changed, status.st_mtime)
    return total, changed


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path))
        elif not entry.is_symlink():
            yield entry


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        log.warning("The folder %s can't be read, and is left out: %s.", folder, error.strerror or error)
    return []
