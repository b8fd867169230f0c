"""Catches what a runner says in the end because it could not write its response: on a full disk, say."""

from __future__ import annotations

from domino_plugin.operators.lines import OnLine


class LastWords:
    """Stands between the lines of a Piece's process and who takes them.

    Args:
        name: of the response file, with which the line begins; nobody else knows it.
        on_line: takes all other lines.
    """

    def __init__(self, name: str, on_line: OnLine) -> None:
        self._start = f"{name} "
        self._on_line = on_line
        self.response: bytes | None = None

    def hear(self, line: str) -> None:
        """Take a line."""
        if line.startswith(self._start):
            self.response = line[len(self._start) :].encode()
        else:
            self._on_line(line)
