"""The content of a Piece's ``metadata.json``."""

from __future__ import annotations

from typing import Any, Dict, List, Optional  # noqa: UP035 - pydantic evaluates these on Python 3.8, too

from pydantic import BaseModel


class Dependency(BaseModel):
    """What a Piece's image or environment is made from: a requirements file, a Dockerfile or an image."""

    docker_image: Optional[str] = None  # noqa: UP045
    dockerfile: Optional[str] = None  # noqa: UP045
    requirements_file: Optional[str] = None  # noqa: UP045


class PieceMetadata(BaseModel):
    """A Piece's name, description and how it is shown and run."""

    name: str
    description: str
    dependency: Optional[Dependency] = None  # noqa: UP045
    container_resources: Optional[Dict[str, Any]] = None  # noqa: UP006, UP045
    tags: Optional[List[str]] = None  # noqa: UP006, UP045
    style: Optional[Dict[str, Any]] = None  # noqa: UP006, UP045
    input_schema: Optional[Dict[str, Any]] = None  # noqa: UP006, UP045
    output_schema: Optional[Dict[str, Any]] = None  # noqa: UP006, UP045
    secrets_schema: Optional[Dict[str, Any]] = None  # noqa: UP006, UP045
    source_url: Optional[str] = None  # noqa: UP045
