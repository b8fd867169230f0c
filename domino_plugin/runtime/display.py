"""What a Piece wants shown: content it gave, or a file that is in the storage or is copied there."""

from __future__ import annotations

import base64
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from domino_plugin.runtime.endings import HEAD, ending
from domino_plugin.runtime.protocol import WORKSPACE_FOLDER, DisplayResult, Paths

_COPY_BYTES = 1024 * 1024
_MAX_TAKEN = 10_000


def display_result(given: Any, piece: str, paths: Paths) -> DisplayResult:
    """Return what is to be shown of ``self.display_result``; a file outside the run is copied to the results.

    A Piece has done its work by then, so that what can't be shown is told in its log and fails nothing.

    Raises:
        ValueError: it lacks the file type, or both file and content.
    """
    if not isinstance(given, dict):
        text = f"Piece {piece} did not return a valid display_result."
        return _shown("txt", content=base64.b64encode(text.encode()).decode())
    if "file_type" not in given:
        raise ValueError(f"self.display_result of {piece} has no 'file_type', such as 'txt' or 'png'.")
    if "base64_content" not in given and "file_path" not in given:
        raise ValueError(f"self.display_result of {piece} needs a 'file_path' or a 'base64_content'.")
    # A member of an Enum of strings would show its class name from Python 3.11 on.
    file_type = str(getattr(given["file_type"], "value", given["file_type"]))
    path, content = _path(given.get("file_path"), piece), _content(given.get("base64_content"))
    # Beside a file, an empty content is that of a Piece which was asked for the file alone.
    if content is not None and (content or not path):
        return _shown(file_type, path=path, content=content)
    if not path or not os.path.isfile(path):  # noqa: PTH113 - Path refuses some texts
        return _shown(file_type, path=path)
    try:
        kept = path if _is_kept(path, paths) else _copy(path, file_type, paths["results"])
        return _shown(file_type, path=kept, size=Path(kept).stat().st_size)
    except OSError as error:
        _tell(piece, f"{path} can't be copied to the results: {error.strerror or error}")
        return _shown(file_type, path=path)


def holds(path: Any, content: str) -> bool:
    """Whether a file has the content that is given in base64."""
    try:
        return path is not None and Path(path).read_bytes() == base64.b64decode(content)
    except (OSError, TypeError, ValueError):
        return False


def _path(given: Any, piece: str) -> str | None:
    if given is None:
        return None
    try:
        return os.fsdecode(given)
    except TypeError:
        _tell(piece, f"its 'file_path' is of type {type(given).__name__}, which is no path")
        return None


def _content(given: Any) -> str | None:
    if given is None:
        return None
    return given.decode("ascii", "replace") if isinstance(given, bytes) else str(given)


def _shown(
    file_type: str, path: str | None = None, content: str | None = None, size: int | None = None
) -> DisplayResult:
    return DisplayResult(file_type=file_type, file_path=path, base64_content=content, size=size)


def _is_kept(path: str, paths: Paths) -> bool:
    """Whether a file is one of the run, by a name that can be told in JSON."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    real, shared = os.path.realpath(path), os.path.realpath(paths["shared_storage"])
    if not os.path.isabs(path) or real.startswith(os.path.join(shared, WORKSPACE_FOLDER) + os.sep):  # noqa: PTH117, PTH118
        # Files of the workspace are mounted there, and no part of the run.
        return False
    return real.startswith((shared + os.sep, os.path.realpath(paths["task"]) + os.sep))


def _copy(path: str, file_type: str, results: str) -> str:
    """Copy a file to the results, under a name that none has there; return where it is."""
    Path(results).mkdir(parents=True, exist_ok=True)
    with open(path, "rb") as source:  # noqa: PTH123
        stem = os.path.join(results, "display_result")  # noqa: PTH118
        copy, descriptor = _new_file(stem, ending(file_type, source.read(HEAD)))
        source.seek(0)
        try:
            with os.fdopen(descriptor, "wb") as target:
                shutil.copyfileobj(source, target, _COPY_BYTES)
        except OSError:
            Path(copy).unlink()
            raise
    return copy


def _new_file(stem: str, suffix: str) -> tuple[str, int]:
    for number in range(1, _MAX_TAKEN):
        path = f"{stem}.{suffix}" if number == 1 else f"{stem}-{number}.{suffix}"
        try:
            return path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        except FileExistsError:
            continue
    raise FileExistsError(f"All names like {stem}.{suffix} are taken.")


def _tell(piece: str, what: str) -> None:
    print(f"self.display_result of {piece} can't be shown: {what}.", file=sys.stderr)  # noqa: T201
