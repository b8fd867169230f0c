"""How a Piece ended, whatever the runtime, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from domino_plugin.runtime.protocol import Failure


@dataclass(frozen=True)
class Display:
    """What the Piece wants shown: its type as the Piece named it, and the real file, if there is one."""

    file_type: str
    file: Path | None
    size: int | None


@dataclass(frozen=True)
class PieceOutcome:
    """How a Piece ended.

    Attributes:
        outputs: plain JSON, None if it failed.
        error: why there are no outputs.
        exit_code: of the process; negative: the signal that ended it.
        display: what to show.
        storage_bytes: what the task has left in the storage.
        isolation: how the Piece saw the storage.
        image: the container image it ran in, if it ran in one, and the digest that image then had.
        note: why the storage wasn't mounted, if that was wanted.
        seconds: from the start of the Piece's process to its end.
        left_over: processes the Piece had left behind, which were ended.
    """

    outputs: dict[str, Any] | None
    error: Failure | None
    exit_code: int
    display: Display | None = None
    storage_bytes: int = 0
    isolation: Literal["namespace", "mapping", "container"] = "mapping"
    note: str | None = None
    seconds: float = 0.0
    left_over: int = 0
    image: str | None = None
    image_digest: str | None = None
