"""Runs Pieces in virtual environments of this machine; needs no Airflow."""

from __future__ import annotations

from domino_plugin.operators.outcome import Display, PieceOutcome
from domino_plugin.operators.virtualenv.call import PieceCall
from domino_plugin.operators.virtualenv.environments import Environment, EnvironmentStore
from domino_plugin.operators.virtualenv.holding import hold
from domino_plugin.operators.virtualenv.packages import PackageSource
from domino_plugin.operators.virtualenv.paths import namespace_available
from domino_plugin.operators.virtualenv.piece_run import PieceRun, run_piece
from domino_plugin.operators.virtualenv.process import NamespaceRefusedError
from domino_plugin.operators.virtualenv.pruning import clear
from domino_plugin.operators.virtualenv.repositories import RepositoryStore
from domino_plugin.operators.virtualenv.requirements import Requirements, group_of, read_requirements

__all__ = [
    "Display",
    "Environment",
    "EnvironmentStore",
    "NamespaceRefusedError",
    "PackageSource",
    "PieceCall",
    "PieceOutcome",
    "PieceRun",
    "RepositoryStore",
    "Requirements",
    "clear",
    "group_of",
    "hold",
    "namespace_available",
    "read_requirements",
    "run_piece",
]
