"""The call of a Piece in a container, and what an administrator has set for all of them, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

PullPolicy = Literal["missing", "always", "never"]


@dataclass(frozen=True)
class EngineOptions:
    """What holds for every container.

    Attributes:
        url: address of the engine; empty: ``DOCKER_HOST``, else the local socket.
        network: the network containers join; empty: the engine's default.
        pull: when images are pulled.
        volumes: more mounts, as ``path of the engine's machine:path in the container[:ro]``.
        environment: more variables; anybody who may ask the engine sees them.
        host_paths: pairs of a path of this worker and the path of the engine's machine where it lies.
    """

    url: str = ""
    network: str = ""
    pull: PullPolicy = "missing"
    volumes: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    host_paths: tuple[tuple[Path, Path], ...] = ()


@dataclass(frozen=True)
class ContainerPiece:
    """One Piece to run, with everything it needs; nothing is read from settings.

    Attributes:
        image: the image to run it in; it has Python and what the Piece needs.
        repository: folder with ``pieces/`` and ``.domino/``, for images that don't hold it themselves.
        piece: the Piece's name.
        inputs: plain JSON, upstream values in place.
        run_folder: what the Piece sees as ``/home/shared_storage``.
        task_folder: the task's folder below it, prepared by the storage.
        workspace_files: what it sees as ``/home/shared_storage/.files``, if anything.
        task_id: and the following: where in which run the Piece stands; `logical_date` is ISO 8601.
        secrets: names and values; null is the same as absent.
        cpu_request: cores set aside for it when others want them, too; None for an equal share.
        cpu_limit: cores it may use; None for all there are.
        memory_request_mib: memory left to it when the machine runs short, in MiB.
        memory_limit_mib: memory that all of it may use, in MiB; None for what there is.
        gpus: graphics cards it gets.
        grace: seconds between asking the Piece to end and ending it.
    """

    image: str
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
    cpu_request: float | None = None
    cpu_limit: float | None = None
    memory_request_mib: int | None = None
    memory_limit_mib: int | None = None
    gpus: int | None = None
    grace: float = 3.0
