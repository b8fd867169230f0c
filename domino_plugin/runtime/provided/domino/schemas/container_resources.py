"""What a Piece's container may use."""

from __future__ import annotations

from typing import Any

import pydantic
from pydantic import BaseModel, Field

# Pydantic 1 calls the same check by another name.
_CHECK = "pattern" if pydantic.VERSION.startswith("2") else "regex"
_CPU: Any = {_CHECK: r"^\d+(\.\d*)?m$"}
_MEMORY: Any = {_CHECK: r"^\d+(\.\d*)?Mi$"}


class SystemRequirementsModel(BaseModel):
    """CPU in thousandths (``100m``) and memory in mebibytes (``128Mi``)."""

    cpu: str = Field(default="100m", **_CPU)
    memory: str = Field(default="128Mi", **_MEMORY)


class ContainerResourcesModel(BaseModel):
    """What is reserved for the container, what it may take at most, and whether it gets a GPU."""

    requests: SystemRequirementsModel = SystemRequirementsModel()
    limits: SystemRequirementsModel = SystemRequirementsModel()
    use_gpu: bool = False
