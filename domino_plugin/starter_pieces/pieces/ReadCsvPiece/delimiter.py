"""Finds out what separates the cells of a CSV file."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

from starter_files import open_text

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", "spaces": r"\s+"}
#: Lines by which the delimiter is found.
LINES = 50


def find_separator(path: Path, encoding: str, skip_rows: int) -> str:
    """Return the separator that cuts the first lines into the same number of cells, the more the better.

    A comma if none does, as in a table of one column.
    """
    try:
        with open_text(path, encoding) as file:
            lines = list(itertools.islice(file, skip_rows, skip_rows + LINES))
    except (UnicodeError, OSError, EOFError):
        return ","  # Reading the table meets the same error and explains it.
    best, best_score = ",", (0.0, 1)
    for separator in (",", ";", "\t", "|"):
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        except csv.Error:
            continue
        if not widths or widths[0] == 1:
            continue
        score = (sum(width == widths[0] for width in widths) / len(widths), widths[0])
        if score > best_score:
            best, best_score = separator, score
    return best
