"""The call of a Piece, whatever the runtime, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domino_plugin.runtime import protocol
from domino_plugin.storage import layout


@dataclass(frozen=True, kw_only=True)
class Call:
    """One Piece to run; nothing is read from settings.

    Attributes:
        repository: folder with ``pieces/`` and ``.domino/``.
        piece: the Piece's name.
        inputs: plain JSON, upstream values in place.
        run_folder: what the Piece sees as ``/home/shared_storage``.
        task_folder: the task's folder, prepared by the storage.
        workspace_files: what it sees as ``/home/shared_storage/.files``, if anything.
        task_id: and the following: where in which run the Piece stands; `logical_date` is ISO 8601.
        secrets: names and values; null is the same as absent.
        cpu_limit: cores the Piece may use; None for all there are.
        memory_limit_mib: memory it may use, in MiB; None for what there is.
        grace: seconds between asking the Piece to end and ending it.
    """

    repository: Path
    piece: str
    inputs: Mapping[str, Any]
    run_folder: Path
    task_folder: Path
    workspace_files: Path | None = None
    task_id: str = "piece"
    dag_id: str = "none"
    run_id: str = "none"
    logical_date: str | None = None
    upstream_tasks: tuple[str, ...] = ()
    secrets: Mapping[str, str | None] = field(default_factory=dict)
    cpu_limit: float | None = None
    memory_limit_mib: int | None = None
    grace: float = 3.0

    @property
    def canonical_task_folder(self) -> str:
        """The task's folder as Pieces know it, below ``/home/shared_storage``.

        Raises:
            ValueError: it doesn't lie in the run's folder.
        """
        return str(layout.CANONICAL_ROOT / self.task_folder.relative_to(self.run_folder))

    def request(
        self,
        *,
        repository: str,
        task_folder: str,
        shared_storage: str,
        response_file: str,
        secrets_file: str | None = None,
    ) -> protocol.Request:
        """Return what the runner is asked to do; all paths are those that it will see."""
        return protocol.Request(
            protocol=protocol.PROTOCOL,
            repository_path=repository,
            piece=self.piece,
            inputs=dict(self.inputs),
            secrets_file=secrets_file,
            paths=protocol.Paths(
                task=task_folder,
                results=f"{task_folder}/{layout.RESULTS}",
                report=f"{task_folder}/{layout.REPORT}",
                xcom=f"{task_folder}/{layout.XCOM}",
                shared_storage=shared_storage,
            ),
            context=protocol.Context(
                task_id=self.task_id,
                dag_id=self.dag_id,
                run_id=self.run_id,
                logical_date=self.logical_date,
                upstream_tasks=list(self.upstream_tasks),
            ),
            response_file=response_file,
        )
