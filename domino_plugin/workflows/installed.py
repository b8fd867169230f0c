"""The Pieces of a workspace that a document refers to, from the tables, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from domino_plugin.repositories import catalogue
from domino_plugin.repositories.views import FoundPiece
from domino_plugin.workflows.document import PieceReference, WorkflowDocument
from domino_plugin.workflows.pieces import PieceSecret, ResolvedPiece


class InstalledPieces:
    """A `domino_plugin.workflows.pieces.Catalogue` of a workspace, read once for the given references."""

    def __init__(self, session: Session, workspace_id: int, references: Iterable[PieceReference]) -> None:
        self._session = session
        self._workspace_id = workspace_id
        wanted = dict.fromkeys(references)
        found = catalogue.find_pieces(session, workspace_id, wanted)
        self._found = {
            PieceReference(repository=repository, version=version, name=name): _resolved(piece)
            for (repository, version, name), piece in found.items()
        }

    @classmethod
    def for_document(cls, session: Session, workspace_id: int, document: WorkflowDocument) -> InstalledPieces:
        """Read the Pieces that a document uses."""
        return cls(session, workspace_id, (node.piece for node in document.nodes))

    def piece(self, reference: PieceReference) -> ResolvedPiece | None:
        """Return the Piece, or None if it isn't installed."""
        return self._found.get(reference)

    def repositories(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """Return what is installed: names of Pieces by source of repository and version."""
        return catalogue.installed_names(self._session, self._workspace_id)


def _resolved(found: FoundPiece) -> ResolvedPiece:
    return ResolvedPiece(
        bundle=found.bundle,
        group_key=found.group_key,
        group=found.group,
        input_schema=found.input_schema,
        output_schema=found.output_schema,
        resources=found.resources,
        secrets=tuple(
            PieceSecret(secret.name, secret.variable, required=secret.required, is_set=secret.is_set)
            for secret in found.secrets
        ),
    )
