"""The call of a Piece in a container, and what an administrator has set for all of them, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from domino_plugin.operators.call import Call

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


@dataclass(frozen=True, kw_only=True)
class ContainerPiece(Call):
    """One Piece to run in a container, with everything it needs.

    `repository` is for images that don't hold the Piece themselves. `task_folder` lies below `run_folder`,
    and `memory_limit_mib` is for all of the container.

    Attributes:
        image: the image to run it in; it has Python and what the Piece needs.
        cpu_request: cores set aside for it when others want them, too; None for an equal share.
        memory_request_mib: memory left to it when the machine runs short, in MiB.
        gpus: graphics cards it gets.
    """

    image: str
    cpu_request: float | None = None
    memory_request_mib: int | None = None
    gpus: int | None = None
