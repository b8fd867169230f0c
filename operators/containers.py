"""Runs the Piece of a task in a container, if it is to run there: from the task's options to a run."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from domino_plugin.operators.choice import choose_runtime, image_of
from domino_plugin.operators.docker import (
    ContainerPiece,
    DockerRun,
    Engine,
    EngineOptions,
    Image,
    Images,
    ImageUnavailable,
    sweep,
)
from domino_plugin.operators.registries import registry_logins

from domino_plugin.resources import Resources
from domino_plugin.settings import Settings

if TYPE_CHECKING:
    from domino_plugin.operators.piece_operator import DominoPieceOperator

log = logging.getLogger("domino.task")


def docker_options(settings: Settings) -> EngineOptions:
    """Return what the options of this installation say of containers."""
    return EngineOptions(
        url=settings.docker_url,
        network=settings.docker_network,
        pull=settings.docker_pull,  # type: ignore[arg-type]
        volumes=settings.docker_volumes,
        environment=settings.docker_environment,
        host_paths=settings.docker_host_paths,
    )


@dataclass(frozen=True)
class ContainerPlace:
    """Where a task's Piece runs in a container: the engine, and the image, which it has."""

    engine: Engine
    options: EngineOptions
    image: Image
    resources: Resources

    def run(self, call: Mapping[str, Any]) -> DockerRun:
        """Return the run of a call: what a `ContainerPiece` takes, except for what is known here."""
        piece = ContainerPiece(
            **call,
            image=self.image.name,
            cpu_request=self.resources.cpu_request,
            memory_request_mib=self.resources.memory_request_mib,
            gpus=self.resources.gpus,
        )
        return DockerRun(self.engine, self.options, piece, image=self.image)


def find_place(
    operator: DominoPieceOperator,
    group: Mapping[str, Any],
    settings: Settings,
    stopped: Callable[[], bool],
) -> ContainerPlace | None:
    """Return where a task's Piece runs in a container, or None if it is to run elsewhere.

    Containers that dead workers have left behind are removed on this occasion.

    Args:
        operator: the task.
        group: the Piece's dependency group.
        settings: the options of this installation.
        stopped: says whether somebody has asked for the end meanwhile.

    Raises:
        DominoError: it can't run where it is to run.
    """
    options, name = docker_options(settings), image_of(group)
    engine = choose_runtime(
        operator.runtime, allowed=settings.runtimes, image=name, connect=lambda: Engine.connect(options)
    )
    if engine is None or name is None:
        return None
    sweep(engine)
    images = Images(
        engine,
        pull=options.pull,
        logins=lambda: registry_logins(settings.docker_registries),
        stopped=stopped,
    )
    try:
        image = images.get(name)
    except ImageUnavailable as error:
        if operator.runtime == "docker" or "virtualenv" not in settings.runtimes:
            raise
        log.warning("%s Running in a virtual environment instead.", error.message)
        return None
    log.info("Running Piece %s in the image %s (%s).", operator.piece, image.name, image.digest)
    return ContainerPlace(engine, options, image, operator.piece_resources)
