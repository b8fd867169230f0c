"""The records of a CSV file, from any place on: bounded memory, whatever is in it."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from typing import BinaryIO

from domino_plugin.errors import Invalid

#: Bytes of a line and of a record; a file with a longer one is no table.
MAX_LINE = 1_000_000
MAX_RECORD = 4_000_000
_BOM = b"\xef\xbb\xbf"
#: How a file in two or four bytes a character begins.
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_DELIMITERS = ",;\t|"
#: Lines that what is between the cells is told from, and bytes of them.
_SAMPLE_LINES = 20
_SAMPLE_BYTES = 65_536

# Python's own limit for a cell, 128 KiB for all of the process, is below what a shape on a map takes.
csv.field_size_limit(max(csv.field_size_limit(), MAX_RECORD))


def beginning(file: BinaryIO) -> int:
    """Return the place of the first character, behind the mark that some programs put before it.

    Raises:
        Invalid: the text has two or four bytes a character.
    """
    file.seek(0)
    start = file.read(4)
    if start.startswith(_WIDE_BOMS):
        raise Invalid(
            "The file can't be read as a table: it is UTF-16 or UTF-32. Have the Piece write UTF-8, "
            "or download the file."
        )
    return len(_BOM) if start.startswith(_BOM) else 0


def records(file: BinaryIO, start: int, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record from a place on, with the place it begins at; empty lines are none.

    Raises:
        Invalid: a line or record is longer than any of a table, or has quotes that make no sense.
    """
    lines = _Lines(file, start)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        place = lines.begin_record()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Invalid(f"The file can't be read as a table: {error} (at byte {place}).") from error
        if cells:
            yield place, cells


class _Lines:
    """The lines of a file from a place on, as text."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self._position = start
        self._record = start
        self._file = file
        file.seek(start)

    def begin_record(self) -> int:
        """Return the place of the next line, which a record begins with."""
        self._record = self._position
        return self._record

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(MAX_LINE + 1)
        if not line:
            raise StopIteration
        if len(line) > MAX_LINE:
            raise _too_long("line", self._position, MAX_LINE)
        self._position += len(line)
        if self._position - self._record > MAX_RECORD:
            raise _too_long("row", self._record, MAX_RECORD)
        return _text(line)


def _too_long(what: str, place: int, limit: int) -> Invalid:
    return Invalid(
        f"The file can't be read as a table: a {what} at byte {place} is longer than {limit // 1_000_000} MB."
    )


def _text(line: bytes) -> str:
    """Return a line as text: what is no UTF-8 is most likely what Windows wrote in Western Europe."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        text = line.decode("cp1252", "replace")
    return text.replace("\0", "\ufffd")


def delimiter_of(file: BinaryIO, start: int) -> str:
    """Return what is between the cells: what splits the first rows into equally many, and into most."""
    file.seek(start)
    lines = [_text(line) for line in file.read(_SAMPLE_BYTES).splitlines(keepends=True)]
    if len(lines) > 1 and file.read(1):
        # The last one is cut off.
        lines.pop()
    ranks = {one: _rank(lines, one) for one in _DELIMITERS}
    return max(_DELIMITERS, key=lambda one: ranks[one])


def _rank(lines: list[str], delimiter: str) -> tuple[int, int]:
    """Return how many rows have as many cells as the first, and how many those are; 0 if it splits none."""
    reader = csv.reader(lines[:_SAMPLE_LINES], delimiter=delimiter)
    try:
        counts = [len(cells) for cells in itertools.islice(reader, _SAMPLE_LINES) if cells]
    except csv.Error:
        return 0, 0
    if sum(counts[:1]) <= 1:
        return 0, 0
    return sum(count == counts[0] for count in counts), counts[0]
