"""What a Piece leaves: its outputs as plain JSON, and the size of its files."""

from __future__ import annotations

import contextlib
import json
import math
import os
from typing import Any


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
    content = finite(_plain(returned))
    return content if isinstance(content, dict) else {}


def _plain(model: Any) -> Any:
    # Pydantic 1 has no model_dump_json.
    dump = getattr(model, "model_dump_json", None) or model.json
    try:
        return json.loads(dump())
    except ValueError as error:
        # Half a surrogate pair, as the name of a file may hold, which Pydantic 2 doesn't write as JSON.
        if "surrogates not allowed" not in str(error) or not hasattr(model, "model_dump"):
            raise
        return model.model_dump(mode="json")


def storage_bytes(folder: str) -> int:
    """Return how many bytes the files below a folder have; what vanishes meanwhile counts nothing."""
    total = 0
    for current, _folders, files in os.walk(folder):
        for file in files:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(current, file)).st_size  # noqa: PTH118
    return total


def finite(value: Any) -> Any:
    """Return JSON with NaN and Infinity as null."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [finite(item) for item in value]
    return value
