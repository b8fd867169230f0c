"""Decides where a Piece runs: in a container or in a virtual environment."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from domino_plugin.errors import Invalid, Unavailable

log = logging.getLogger("domino.task")


class Forbidden(Invalid):
    """This installation doesn't let Pieces run there."""

    title = "Runtime not allowed"


def choose_runtime(wanted: str, *, allowed: Sequence[str], image: str | None, connect: Any) -> Any:
    """Return the Docker engine to run a Piece on, or None for a virtual environment.

    Args:
        wanted: ``auto``, ``docker`` or ``virtualenv``. The first takes Docker where the Piece has an image
            and an engine answers.
        allowed: the runtimes that this installation allows.
        image: the image that was published for the Piece, if any.
        connect: reaches the engine.

    Raises:
        Forbidden: the runtime is not allowed, or none of those allowed can run the Piece.
        Invalid: Docker is wanted, and the Piece has no image.
        Unavailable: an engine is needed and none answers.
    """
    if wanted != "auto" and wanted not in allowed:
        raise Forbidden(f"{wording(wanted)} is not allowed here ([domino] runtimes). Choose another runtime.")
    if wanted == "virtualenv" or "docker" not in allowed:
        return None
    if not image:
        if wanted == "auto" and "virtualenv" in allowed:
            return None
        raise Invalid(
            "The Piece has no container image: its repository has published none. "
            + ("Choose another runtime." if "virtualenv" in allowed else "Only containers are allowed here.")
        )
    try:
        return connect()
    except Unavailable as error:
        if wanted == "docker" or "virtualenv" not in allowed:
            raise
        log.info("Running in a virtual environment, not in the image %s: %s", image, error.message)
        return None


def image_of(group: Mapping[str, Any]) -> str | None:
    """Return the image that was published for a dependency group."""
    return str(group["image"]) if group.get("image") else None


def wording(runtime: str) -> str:
    """Return what running there is called."""
    return {"docker": "Running Pieces in containers", "virtualenv": "Running Pieces in virtual environments"}[
        runtime
    ]
