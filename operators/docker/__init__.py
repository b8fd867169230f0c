"""Runs Pieces in containers of a Docker engine; needs no Airflow, and Docker's SDK only while it runs one."""

from __future__ import annotations

from domino_plugin.operators.docker.call import ContainerPiece, EngineOptions
from domino_plugin.operators.docker.engine import Engine, EngineSilent, MissingExtra
from domino_plugin.operators.docker.images import Image, Images, ImageUnavailable, RegistryLogin
from domino_plugin.operators.docker.piece_run import DockerRun
from domino_plugin.operators.docker.sweeping import sweep

__all__ = [
    "ContainerPiece",
    "DockerRun",
    "Engine",
    "EngineOptions",
    "EngineSilent",
    "Image",
    "ImageUnavailable",
    "Images",
    "MissingExtra",
    "RegistryLogin",
    "sweep",
]
