"""Writes files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from domino_plugin.errors import TooLarge
from domino_plugin.storage.base import Readable

_PART = 1024 * 1024


def replaced(target: Path, source: Readable, *, max_bytes: int | None = None) -> int:
    """Write all of `source` into a file, which readers see as it was before or whole; return its bytes.

    Raises:
        TooLarge: there are more than `max_bytes`; nothing is changed then.
        OSError: the folder can't be made, or the file not be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    temporary = Path(name)
    size = 0
    try:
        with os.fdopen(descriptor, "wb") as sink:
            while part := source.read(_PART):
                size += len(part)
                if max_bytes is not None and size > max_bytes:
                    raise TooLarge(f"The file has more than {max_bytes // 1024 // 1024} MB.")
                sink.write(part)
            sink.flush()
            os.fsync(sink.fileno())
        temporary.chmod(0o644)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return size
