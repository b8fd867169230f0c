"""Files on their way between the starter Pieces: found, opened, named in messages. Standard library alone."""

from __future__ import annotations

import bz2
import difflib
import gzip
import lzma
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any

#: Rows that a Piece shows, and returns as values, at most; the file it passes on has all of them.
PREVIEW_ROWS = 1000
#: Names that a message lists at most.
LISTED = 30
#: At most 18 digits fit into 64 bits; what is longer, or starts with a zero, is an identifier, not a number.
INTEGER = r"[+-]?(?:0|[1-9][0-9]{0,17})"
NUMBER = r"[+-]?(?:(?:0|[1-9][0-9]{0,17})(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"

_OPENERS: dict[str, Callable[..., IO[Any]]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}


class TableError(ValueError):
    """A file, a table or what is asked of it is wrong; the message names the input and the way out."""


def open_text(path: Path, encoding: str) -> IO[str]:
    """Open a text file, compressed or not. A byte order mark is no part of the text."""
    if encoding.lower().replace("_", "-") in {"utf-8", "utf8"}:
        encoding = "utf-8-sig"
    opener = _OPENERS.get(path.suffix.lower(), open)
    return opener(path, "rt", encoding=encoding, newline="")


def existing_file(path: str, field: str = "file_path", kind: str = "CSV file") -> Path:
    """Return `path` if a file is there.

    Args:
        path: what the input holds.
        field: the input's name, for messages.
        kind: what file is expected, for messages.

    Raises:
        TableError: there is none.
    """
    if not path.strip():
        raise TableError(f"{field} is empty: give the path of a {kind} or choose an upstream output.")
    file = Path(path).expanduser()
    if file.is_dir():
        raise TableError(f"{field}: {path!r} is a folder; give the path of a {kind} in it.")
    if not file.is_file():
        siblings = [other.name for other in file.parent.iterdir()] if file.parent.is_dir() else []
        raise TableError(
            f"{field}: there is no file {path!r} where this Piece runs.{nearest(file.name, siblings)} "
            "A file of another Piece is best passed on by choosing that Piece's output."
        )
    return file


def require_names(known: Iterable[Any], names: Iterable[tuple[str, str]], *, what: str = "column") -> None:
    """Check that names are among those a table, or a file, has.

    Args:
        known: the names there are.
        names: pairs of the input that asks for a name and the name.
        what: what is named, for messages.

    Raises:
        TableError: the first one that isn't there.
    """
    there = [str(name) for name in known]
    for field, name in names:
        if name not in there:
            raise TableError(
                f"{field}: the table has no {what} {name!r}.{nearest(name, there)} "
                f"Its {what}s: {listed(there)}."
            )


def listed(names: Iterable[str]) -> str:
    """Return names as a text for messages, not more than a few."""
    all_names = list(names)
    return ", ".join(all_names[:LISTED]) + (", ..." if len(all_names) > LISTED else "")


def nearest(word: str, choices: Iterable[str]) -> str:
    """Return a sentence, after a space, with the choice that was likely meant; empty if none is near."""
    lowered = {choice.lower(): choice for choice in choices}
    near = difflib.get_close_matches(word.lower(), list(lowered), n=1, cutoff=0.6)
    return f" Did you mean {lowered[near[0]]!r}?" if near else ""


def result_file(results_path: str | Path, name: str, suffix: str, field: str = "file_name") -> Path:
    """Return the path of a file to be written to the results folder.

    Args:
        results_path: the results folder.
        name: the file's name as the user gave it, with or without the suffix.
        suffix: the ending the file gets if the name has none of its own kind, such as ``.csv``.
        field: the input's name, for messages.

    Raises:
        TableError: the name is empty or leads out of the folder.
    """
    name = name.strip()
    if not name or name.strip(".") == "" or re.search(r"[/\\\x00-\x1f]", name):
        raise TableError(
            f"{field}: {name!r} is no file name. Give a name without folders, such as 'result{suffix}': "
            "the file is written to the results folder of this task."
        )
    if not name.lower().endswith(suffix):
        name += suffix
    return Path(results_path).absolute() / name
