"""Reads the data files of a repository that nobody has vouched for.

Everything is bounded, nothing outside the repository's folder is opened, whatever links say, and nothing
of the repository is executed.
"""

from __future__ import annotations

import json
import math
import os
import stat
import sys
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

#: Bytes that one data file may have; the largest compiled metadata in the wild has about one million.
MAX_BYTES = 32 * 1024 * 1024


class FileNotReadableError(ValueError):
    """A file can't be used; has the line, where known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def read_text(folder: Path, name: str) -> str | None:
    """Return the text of a file below `folder`, or None if there is none.

    Raises:
        FileNotReadableError: no ordinary file, outside the folder, too large, or no UTF-8.
    """
    path = folder / name
    try:
        real = path.resolve(strict=True)
        if not real.is_relative_to(folder.resolve()):
            raise FileNotReadableError("it links to something outside the repository.")
        # Not to wait for a writer, should it be a pipe.
        handle = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, RuntimeError) as error:
        raise FileNotReadableError(
            f"it can't be opened: {getattr(error, 'strerror', None) or error}."
        ) from error
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise FileNotReadableError("it is no ordinary file.")
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise FileNotReadableError(f"it is larger than {MAX_BYTES // 1024**2} megabytes.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileNotReadableError("it is no UTF-8 text.", line) from error


def parse_json(text: str) -> Any:
    """Parse JSON; NaN and Infinity, which Python writes and no database takes, become null.

    Raises:
        FileNotReadableError: it is no JSON; has the line.
    """
    try:
        return json.loads(text, parse_constant=lambda _: None, parse_float=_finite)
    except json.JSONDecodeError as error:
        raise FileNotReadableError(
            f"it is no JSON: {error.msg} (column {error.colno}).", error.lineno
        ) from error
    except RecursionError as error:
        raise FileNotReadableError("it is nested too deep.") from error
    except ValueError as error:
        # Python refuses to read numbers of thousands of digits.
        raise FileNotReadableError(f"it can't be read: {error}.") from error


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


def parse_toml(text: str) -> dict[str, Any]:
    """Parse TOML.

    Raises:
        FileNotReadableError: it is no TOML; the text says where.
    """
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FileNotReadableError(f"it is no TOML: {error}.") from error


def subfolders(folder: Path, name: str) -> list[str]:
    """Return the names of the real folders in a folder below `folder`, sorted; links are left out."""
    try:
        if not (folder / name).resolve().is_relative_to(folder.resolve()):
            return []
        with os.scandir(folder / name) as entries:
            return sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    except (OSError, RuntimeError):
        return []
