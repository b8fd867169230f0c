"""Pieces as Airflow tasks: `DominoPieceOperator`, and `upstream` to refer to what other tasks return."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from domino_plugin.operators.piece_operator import DominoPieceOperator
    from domino_plugin.operators.references import upstream

__all__ = ["DominoPieceOperator", "upstream"]

_MODULES = {"DominoPieceOperator": "piece_operator", "upstream": "references"}


def __getattr__(name: str) -> Any:
    # Late, so that running a Piece without Airflow doesn't pay for importing it.
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
