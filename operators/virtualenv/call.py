"""The call of a Piece in a virtual environment, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Isolation = Literal["auto", "namespace", "mapping"]


@dataclass(frozen=True)
class PieceCall:
    """One Piece to run, with everything it needs; nothing is read from settings.

    Attributes:
        repository: folder with ``pieces/`` and ``.domino/``.
        piece: the Piece's name.
        inputs: plain JSON, upstream values in place.
        python: interpreter of the Piece's environment.
        run_folder: what the Piece sees as ``/home/shared_storage``.
        workspace_files: what it sees as ``/home/shared_storage/.files``, if anything.
        task_folder: the task's folder, prepared by the storage; need not lie below `run_folder`.
        task_id: and the following: where in which run the Piece stands; `logical_date` is ISO 8601.
        secrets: names and values; null is the same as absent.
        isolation: how the Piece sees the storage: mounted in a namespace of its own, or by paths rewritten in
            inputs and outputs; "auto" takes the first if the system allows it.
        variables: environment variables on top of the clean ones; `pythonpath` likewise.
        cpu_limit: cores the Piece may use, rounded up to whole ones; None for all there are.
        memory_limit_mib: memory that each of its processes may use, in MiB; None for what there is.
        grace: seconds between asking the Piece's processes to end and ending them.
    """

    repository: Path
    piece: str
    inputs: Mapping[str, Any]
    python: Path
    run_folder: Path
    task_folder: Path
    workspace_files: Path | None = None
    task_id: str = "piece"
    dag_id: str = "none"
    run_id: str = "none"
    logical_date: str | None = None
    upstream_tasks: tuple[str, ...] = ()
    secrets: Mapping[str, str | None] = field(default_factory=dict)
    isolation: Isolation = "auto"
    variables: Mapping[str, str] = field(default_factory=dict)
    pythonpath: tuple[Path, ...] = ()
    cpu_limit: float | None = None
    memory_limit_mib: int | None = None
    grace: float = 3.0
