"""What a Piece leaves: its outputs as plain JSON, what it wants shown, and the size of its files."""

from __future__ import annotations

import base64
import contextlib
import json
import math
import os
from pathlib import Path
from typing import Any

from domino_plugin.runtime.protocol import DisplayResult, Paths


def outputs(returned: Any, output_model: Any, piece: str) -> dict[str, Any]:
    """Return the Piece's outputs as plain JSON, NaN and Infinity as null.

    Raises:
        InvalidPieceOutputError: the Piece returned neither its OutputModel nor a dict.
        ValidationError: the dict doesn't fit the OutputModel.
    """
    if isinstance(returned, dict):
        returned = output_model(**returned)
    if not isinstance(returned, output_model):
        from domino.exceptions.exceptions import InvalidPieceOutputError

        raise InvalidPieceOutputError(piece_name=piece)
    # Pydantic 1 has no model_dump_json.
    dump = getattr(returned, "model_dump_json", None) or returned.json
    content = finite(json.loads(dump()))
    return content if isinstance(content, dict) else {}


def display_result(given: Any, piece: str, paths: Paths) -> DisplayResult:
    """Return what is to be shown of ``self.display_result``.

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
    file_type, path, content = str(given["file_type"]), given.get("file_path"), given.get("base64_content")
    # A member of an Enum of strings would show its class name from Python 3.11 on.
    file_type = str(getattr(given["file_type"], "value", file_type))
    if content is not None:
        content = content.decode("ascii") if isinstance(content, bytes) else str(content)
        return _shown(file_type, path=path, content=content)
    if path is None or not os.path.isfile(path):  # noqa: PTH113 - Pieces give anything, Path refuses some
        return _shown(file_type, path=path)
    if _is_below(path, paths["shared_storage"]) or _is_below(path, paths["task"]):
        return _shown(file_type, path=path, size=Path(path).stat().st_size)
    return _shown(file_type, path=path, content=base64.b64encode(Path(path).read_bytes()).decode())


def holds(path: Any, content: str) -> bool:
    """Whether a file has the content that is given in base64."""
    try:
        return path is not None and Path(path).read_bytes() == base64.b64decode(content)
    except (OSError, ValueError):
        return False


def storage_bytes(folder: str) -> int:
    """Return how many bytes the files below a folder have; what vanishes meanwhile counts nothing."""
    total = 0
    for current, _folders, files in os.walk(folder):
        for file in files:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(current, file)).st_size  # noqa: PTH118
    return total


def _shown(
    file_type: str, path: Any = None, content: str | None = None, size: int | None = None
) -> DisplayResult:
    file_path = None if path is None else str(path)
    return DisplayResult(file_type=file_type, file_path=file_path, base64_content=content, size=size)


def _is_below(path: Any, folder: str) -> bool:
    real = os.path.realpath(path)
    return os.path.isabs(path) and real.startswith(os.path.realpath(folder) + os.sep)  # noqa: PTH117


def finite(value: Any) -> Any:
    """Return JSON with NaN and Infinity as null."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [finite(item) for item in value]
    return value
