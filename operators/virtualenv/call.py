"""The call of a Piece in a virtual environment, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from domino_plugin.operators.call import Call

Isolation = Literal["auto", "namespace", "mapping"]


@dataclass(frozen=True, kw_only=True)
class PieceCall(Call):
    """One Piece to run in a virtual environment, with everything it needs.

    `task_folder` need not lie below `run_folder`. `cpu_limit` is rounded up to whole cores, and each of the
    Piece's processes may use `memory_limit_mib`.

    Attributes:
        python: interpreter of the Piece's environment.
        isolation: how the Piece sees the storage: mounted in a namespace of its own, or by paths rewritten in
            inputs and outputs; "auto" takes the first if the system allows it.
        variables: environment variables on top of the clean ones; `pythonpath` likewise.
    """

    python: Path
    isolation: Isolation = "auto"
    variables: Mapping[str, str] = field(default_factory=dict)
    pythonpath: tuple[Path, ...] = ()
