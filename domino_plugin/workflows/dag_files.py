"""The folder of generated DAG files: written so that no reader ever sees half a file."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from domino_plugin.workflows import generation

SYSTEM_FILE_NAME = "domino_system.py"
MAINTENANCE_FILE_NAME = "domino_maintenance.py"
#: Seconds after which a temporary file can't be in the making any more.
_STALE = 3600


def write(folder: Path, name: str, text: str) -> None:
    """Write a file in one step: readers see the old text or the new one."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}.", suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            # Else a power failure could leave the new name with no content.
            os.fsync(file.fileno())
            # Other components may run as another user.
            os.fchmod(file.fileno(), 0o644)
        Path(temporary).replace(folder / name)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read(folder: Path, name: str) -> str | None:
    """Return a file's text, or None if it isn't there or isn't text."""
    try:
        return (folder / name).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def remove(folder: Path, name: str) -> None:
    """Remove a file, if it is there."""
    (folder / name).unlink(missing_ok=True)


def ours(folder: Path) -> Iterator[str]:
    """Yield the names of the files in the folder that we made; other people's are none of our business."""
    for path in sorted(folder.glob("*.py")):
        if generation.is_ours(read(folder, path.name) or ""):
            yield path.name


def remove_leftovers(folder: Path) -> None:
    """Remove what a process killed while writing has left."""
    for path in folder.glob(".*.py.*.tmp"):
        try:
            if path.stat().st_mtime < time.time() - _STALE:
                path.unlink()
        except FileNotFoundError:  # noqa: PERF203
            # Another process was faster.
            continue
