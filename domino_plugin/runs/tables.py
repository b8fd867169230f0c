"""A CSV file as a table, a page at a time: bounded work and memory, however long the file is.

The first page of a file costs one pass over it, which notes where each row begins; every other page is a jump
to that place. The notes of the last few files are kept.
"""

from __future__ import annotations

import re
import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from domino_plugin.errors import Invalid
from domino_plugin.runs import delimited
from domino_plugin.storage.base import StoredFile

#: Rows and bytes of a file that can be paged through; what comes after them needs the file itself.
MAX_ROWS = 500_000
MAX_BYTES = 200_000_000
#: Rows of a page, columns of a table and characters of a cell that are sent at the most.
MAX_PAGE = 200
MAX_COLUMNS = 300
MAX_CELL = 300
#: Rows that the type of a column is told from.
_SAMPLE = 1000
_KEPT_FILES = 4
_KEPT_ORDERS = 3

_INTEGER = re.compile(r"[+-]?\d{1,18}")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_BOOLEAN = re.compile(r"true|false", re.IGNORECASE)
#: Narrowest first: a column has the first type that all its cells fit.
_TYPES = {"integer": _INTEGER, "number": _NUMBER, "boolean": _BOOLEAN, "date": _DATE}
_MISSING = frozenset({"", "na", "n/a", "nan", "null", "none"})


@dataclass(frozen=True)
class Column:
    """A column; `type` is ``integer``, ``number``, ``boolean``, ``date`` or ``text``."""

    name: str
    type: str


@dataclass(frozen=True)
class TablePage:
    """Rows of a table from `offset` on, and how many there are.

    Attributes:
        columns: the first `MAX_COLUMNS` columns.
        rows: cells as text, long ones cut; every row has as many as there are columns.
        offset: number of the first row, from 0.
        total: rows that can be paged through.
        complete: whether that is all of the file.
        all_columns: how many columns the file has.
    """

    columns: list[Column]
    rows: list[list[str]]
    offset: int
    total: int
    complete: bool
    all_columns: int


def read_page(
    source: StoredFile,
    *,
    offset: int = 0,
    limit: int = 100,
    sort: int | None = None,
    descending: bool = False,
) -> TablePage:
    """Read rows of a CSV file.

    Args:
        source: the file: UTF-8 or, line by line, Windows' Western European; its first row the names; comma,
            semicolon, tab or bar between the cells.
        offset: rows to skip.
        limit: rows to read; `MAX_PAGE` is the ceiling.
        sort: the column to sort by, counted from 0; None for the file's own order. Numbers come by size and
            before what is none, missing values last.
        descending: largest first.

    Raises:
        Invalid: the file can't be read as a table, or has no such column.
        NotFound: the file is gone.
    """
    index = _index_of(source)
    total = len(index.starts)
    if sort is not None and not 0 <= sort < len(index.columns):
        raise Invalid(f"There is no column {sort} to sort by: the table shows {len(index.columns)}.")
    end = min(total, offset + min(limit, MAX_PAGE))
    numbers: Sequence[int] = range(offset, end)
    if sort is not None:
        numbers = index.order(sort, descending=descending)[offset:end]
    with source.open() as file:
        rows = [_shown(index.row(file, number), len(index.columns)) for number in numbers]
    return TablePage(
        columns=index.columns,
        rows=rows,
        offset=offset,
        total=total,
        complete=index.complete,
        all_columns=index.all_columns,
    )


def _shown(cells: list[str], width: int) -> list[str]:
    short = [_short(cell) for cell in cells[:width]]
    return short + [""] * (width - len(short))


def _short(cell: str) -> str:
    return cell if len(cell) <= MAX_CELL else cell[: MAX_CELL - 1] + "…"


@dataclass
class _Index:
    """Where the rows of a file begin; made at the first use."""

    source: StoredFile
    columns: list[Column] = field(default_factory=list)
    all_columns: int = 0
    starts: array[int] = field(default_factory=lambda: array("Q"))
    complete: bool = True
    _delimiter: str = ","
    _orders: OrderedDict[tuple[int, bool], array[int]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _ready: bool = False

    def prepare(self) -> None:
        """Pass over the file, once."""
        with self._lock:
            if self._ready:
                return
            with self.source.open() as file:
                start = delimited.beginning(file)
                self._delimiter = delimited.delimiter_of(file, start)
                self._scan(file, start)
            self._ready = True

    def _scan(self, file: BinaryIO, start: int) -> None:
        names: list[str] | None = None
        sample: list[list[str]] = []
        starts, width, complete = array("Q"), 0, True
        for place, cells in delimited.records(file, start, self._delimiter):
            width = max(width, len(cells))
            if names is None:
                names = cells[:MAX_COLUMNS]
                continue
            if len(starts) == MAX_ROWS or place > MAX_BYTES:
                complete = False
                break
            starts.append(place)
            if len(sample) < _SAMPLE:
                sample.append([_short(cell) for cell in cells[:MAX_COLUMNS]])
        names = names or []
        names += [""] * (min(width, MAX_COLUMNS) - len(names))
        self.columns = [
            Column(_short(name.strip()), _type_of(sample, number)) for number, name in enumerate(names)
        ]
        self.starts, self.complete, self.all_columns = starts, complete, width

    def row(self, file: BinaryIO, number: int) -> list[str]:
        """Return the cells of a row."""
        # Nothing, if the file has been cut short since.
        return next(delimited.records(file, self.starts[number], self._delimiter), (0, list[str]()))[1]

    def order(self, column: int, *, descending: bool) -> array[int]:
        """Return the numbers of the rows in the order of a column."""
        with self._lock:
            if (column, descending) not in self._orders:
                self._orders[column, descending] = self._sorted(column, descending=descending)
                while len(self._orders) > _KEPT_ORDERS:
                    self._orders.popitem(last=False)
            return self._orders[column, descending]

    def _sorted(self, column: int, *, descending: bool) -> array[int]:
        are_numbers = self.columns[column].type in {"integer", "number"}
        numbers: list[tuple[float, int]] = []
        texts: list[tuple[str, int]] = []
        missing: list[int] = []
        for number, cell in enumerate(self._cells(column)):
            if cell.lower() in _MISSING:
                missing.append(number)
            elif are_numbers and _NUMBER.fullmatch(cell):
                numbers.append((float(cell), number))
            else:
                texts.append((cell.casefold(), number))
        # By value alone, so that equal ones keep the file's order, whichever way.
        numbers.sort(key=lambda pair: pair[0], reverse=descending)
        texts.sort(key=lambda pair: pair[0], reverse=descending)
        return array("Q", [*(row for _, row in numbers), *(row for _, row in texts), *missing])

    def _cells(self, column: int) -> Iterator[str]:
        if not self.starts:
            return
        with self.source.open() as file:
            records = delimited.records(file, self.starts[0], self._delimiter)
            for _, (_place, cells) in zip(self.starts, records, strict=False):
                yield cells[column].strip() if column < len(cells) else ""


#: By the files' versions.
_indexes: OrderedDict[str, _Index] = OrderedDict()
_indexes_lock = threading.Lock()


def _index_of(source: StoredFile) -> _Index:
    with _indexes_lock:
        index = _indexes.setdefault(source.version, _Index(source))
        _indexes.move_to_end(source.version)
        while len(_indexes) > _KEPT_FILES:
            _indexes.popitem(last=False)
    index.prepare()
    return index


def _type_of(rows: list[list[str]], column: int) -> str:
    cells = [row[column].strip() for row in rows if column < len(row)]
    cells = [cell for cell in cells if cell.lower() not in _MISSING]
    if cells:
        for name, pattern in _TYPES.items():
            if all(pattern.fullmatch(cell) for cell in cells):
                return name
    return "text"
