"""Opening a file below a folder that somebody else may change at the same time."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO


def open_inside(folder: Path, path: Path) -> BinaryIO:
    """Open a plain file for reading; no link below the folder is followed, whoever lays one meanwhile.

    Args:
        folder: itself not in the hands of whoever changes what is below it.
        path: of the file, below the folder and without links, see `links.follow`.

    Raises:
        OSError: there is no such file, or it is no plain one.
        ValueError: the path is not below the folder.
    """
    *folders, name = path.relative_to(folder).parts
    flags = os.O_RDONLY | os.O_CLOEXEC
    with contextlib.ExitStack() as opened:
        place = os.open(folder, flags | os.O_DIRECTORY)
        opened.callback(os.close, place)
        for part in folders:
            place = os.open(part, flags | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=place)
            opened.callback(os.close, place)
        # Without waiting for somebody at the other end of a pipe.
        descriptor = os.open(name, flags | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=place)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return os.fdopen(descriptor, "rb")
