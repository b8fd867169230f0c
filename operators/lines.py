"""The lines that a Piece writes, on their way to the task's log: cut, secrets masked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from domino_plugin.runtime.failures import url_passwords

#: Takes one line of what the Piece wrote, without its line end.
OnLine = Callable[[str], None]
#: A longer line is cut into several, so that a Piece can't fill the worker's memory.
_MAX_LINE = 32 * 1024
#: Shorter secrets are not masked: every other word would become stars.
_MIN_MASKED = 5


class Lines:
    """Cuts a stream of bytes into lines of text."""

    def __init__(self, on_line: OnLine) -> None:
        self._on_line = on_line
        self._rest = b""

    def feed(self, data: bytes) -> None:
        """Take what has come next."""
        *whole, self._rest = (self._rest + data).split(b"\n")
        for line in whole:
            self._emit(line)
        while len(self._rest) > _MAX_LINE:
            self._emit(self._rest[:_MAX_LINE])
            self._rest = self._rest[_MAX_LINE:]

    def close(self) -> None:
        """Hand on the last line, though it has no end."""
        if self._rest:
            self._emit(self._rest)

    def _emit(self, line: bytes) -> None:
        for start in range(0, max(len(line), 1), _MAX_LINE):
            text = line[start : start + _MAX_LINE].decode("utf-8", "replace").rstrip("\r")
            # A progress bar overwrites itself; what it showed last is enough.
            self._on_line(text.rpartition("\r")[2])


def masking(secrets: Mapping[str, str | None], on_line: OnLine) -> OnLine:
    """Return what hands on lines to `on_line` with stars for the secrets' values."""
    words = {
        part
        for value in secrets.values()
        if value
        for part in (value, *value.splitlines(), *url_passwords(value))
    }
    hidden = sorted((word for word in words if len(word) >= _MIN_MASKED), key=len, reverse=True)
    if not hidden:
        return on_line
    pattern = re.compile("|".join(re.escape(word) for word in hidden))
    return lambda line: on_line(pattern.sub("***", line))
