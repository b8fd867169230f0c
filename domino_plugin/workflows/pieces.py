"""What a workspace knows about the Pieces a document refers to: all that checking and generating need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from domino_plugin.workflows.document import PieceReference


@dataclass(frozen=True)
class PieceSecret:
    """A secret a Piece reads: its name, the Airflow Variable that holds it and whether that is filled."""

    name: str
    variable: str
    required: bool
    is_set: bool


@dataclass(frozen=True)
class ResolvedPiece:
    """An installed Piece: its schemas, the bundle and dependency group it runs with, its secrets.

    `resources` is what its author asks for, as ``{"requests": {"cpu", "memory"}, "limits": ..., "use_gpu"}``
    in thousandths of a core and MiB.
    """

    bundle: str
    group_key: str
    group: Mapping[str, Any]
    input_schema: Mapping[str, Any]
    output_schema: Mapping[str, Any]
    secrets: tuple[PieceSecret, ...] = ()
    resources: Mapping[str, Any] = field(default_factory=dict)


class Catalogue(Protocol):
    """Where references to Pieces are looked up; made for the references of one document."""

    def piece(self, reference: PieceReference) -> ResolvedPiece | None:
        """Return the Piece, or None if it isn't installed."""

    def repositories(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Return what is installed, for hints: names of Pieces by source of repository and version."""


@dataclass(frozen=True)
class FixedCatalogue:
    """A catalogue from plain data."""

    pieces: Mapping[PieceReference, ResolvedPiece] = field(default_factory=dict)
    installed: Mapping[str, Mapping[str, frozenset[str]]] | None = None

    def piece(self, reference: PieceReference) -> ResolvedPiece | None:
        """Return the Piece, or None if it isn't installed."""
        return self.pieces.get(reference)

    def repositories(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Return what is installed: names of Pieces by source of repository and version."""
        if self.installed is not None:
            return self.installed
        found: dict[str, dict[str, frozenset[str]]] = {}
        for reference in self.pieces:
            versions = found.setdefault(reference.repository, {})
            versions[reference.version] = versions.get(reference.version, frozenset()) | {reference.name}
        return found
