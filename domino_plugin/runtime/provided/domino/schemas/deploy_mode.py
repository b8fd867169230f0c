"""Where a Piece runs."""

from __future__ import annotations

from enum import Enum


class DeployModeType(str, Enum):
    """Where a Piece runs."""

    local = "local"
    k8s = "k8s"
    dry_run = "dry_run"
