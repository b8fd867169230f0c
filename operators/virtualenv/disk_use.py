"""How many bytes folders take that share files: uv gives environments links to the files of its cache."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path


class DiskUse:
    """What some folders take together: a file with several names in them counts once.

    Args:
        folders: which; a name of a file elsewhere does not count.

    Attributes:
        bytes: that they take now.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self.bytes = 0
        #: How many names in the folders each file has that has several.
        self._names: dict[tuple[int, int], int] = {}
        for folder in folders:
            for file in _files(folder):
                key = (file.st_dev, file.st_ino)
                known = self._names.get(key, 0)
                if file.st_nlink > 1:
                    self._names[key] = known + 1
                self.bytes += 0 if known else file.st_size

    def take_away(self, folder: Path) -> int:
        """Count a folder no more that is about to be deleted; return the bytes that come free with it."""
        freed = 0
        for file in _files(folder):
            key = (file.st_dev, file.st_ino)
            if key in self._names:
                self._names[key] -= 1
            freed += 0 if self._names.get(key) else file.st_size
        self.bytes -= freed
        return freed


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder, whoever else has them."""
    return DiskUse([folder]).bytes


def _files(folder: Path) -> Iterator[os.stat_result]:
    for current, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                yield os.lstat(os.path.join(current, name))  # noqa: PTH118 - a million of them
