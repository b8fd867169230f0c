"""What all files of a folder hold, to look for what must not be there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of each file below a folder; files that vanish meanwhile are passed over.

    Whoever writes there may go on: the journals of a database, for one, come and go.
    """
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent, name)
            with contextlib.suppress(FileNotFoundError):
                if path.is_file() and not path.is_symlink():
                    yield str(path), path.read_bytes()
