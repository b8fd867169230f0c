"""The lines that a Piece writes, on their way to the task's log: cut, secrets masked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from domino_plugin.runtime.masking import Mask, spans

#: Takes one line of what the Piece wrote, without its line end.
OnLine = Callable[[str], None]
#: Bytes of a line; a longer one is cut into several, so that a Piece can't fill the worker's memory.
_MAX_LINE = 32 * 1024
#: Of UTF-8: the bytes that no character begins with, and the most that one has.
_INSIDE_CHARACTER, _LONGEST_CHARACTER = range(0x80, 0xC0), 4


class Lines:
    """Cuts a stream of bytes into lines of text.

    Args:
        on_line: takes them.
        whole: what no cut goes through: half a secret would not be known for one.
    """

    def __init__(self, on_line: OnLine, whole: Sequence[bytes] = ()) -> None:
        self._on_line = on_line
        self._whole = whole
        # With so much in hand, whatever begins before the cut is seen to its end.
        self._held = _MAX_LINE + max(map(len, whole), default=0)
        self._rest = b""

    def feed(self, data: bytes) -> None:
        """Take what has come next."""
        *ended, self._rest = (self._rest + data).split(b"\n")
        for line in ended:
            self._emit(line)
        while len(self._rest) > self._held:
            self._rest = self._emit_start(self._rest)

    def close(self) -> None:
        """Hand on the last line, though it has no end."""
        if self._rest:
            self._emit(self._rest)

    def _emit(self, line: bytes) -> None:
        while len(line) > _MAX_LINE:
            line = self._emit_start(line)
            if not line:
                return
        self._hand_on(line)

    def _emit_start(self, line: bytes) -> bytes:
        """Hand on the start of a line that is too long, and return the rest."""
        cut = _MAX_LINE
        while cut > _MAX_LINE - _LONGEST_CHARACTER and line[cut] in _INSIDE_CHARACTER:
            cut -= 1
        for start, end in spans(line, self._whole):
            if start < cut < end:
                cut = start or end
        self._hand_on(line[:cut])
        return line[cut:]

    def _hand_on(self, line: bytes) -> None:
        text = line.decode("utf-8", "replace").rstrip("\r")
        # A progress bar overwrites itself; what it showed last is enough.
        self._on_line(text.rpartition("\r")[2])


def masking(secrets: Mapping[str, str | None], on_line: OnLine) -> OnLine:
    """Return what hands on lines to `on_line` with stars for the secrets."""
    mask = Mask(secrets.values())
    return lambda line: on_line(mask(line))
