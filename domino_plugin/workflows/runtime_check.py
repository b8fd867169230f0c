"""Checks whether the Pieces of a document can run where they are to run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from domino_plugin.errors import Problem, problem
from domino_plugin.workflows.document import PieceReference, Runtime, WorkflowDocument
from domino_plugin.workflows.pieces import ResolvedPiece

_WORDS = {"docker": "containers", "virtualenv": "virtual environments"}


def check_runtimes(
    document: WorkflowDocument, pieces: Mapping[PieceReference, ResolvedPiece], allowed: Sequence[str]
) -> Iterator[Problem]:
    """Yield what keeps nodes from running where they are to run.

    Args:
        document: the workflow.
        pieces: its Pieces, those that are installed.
        allowed: the runtimes that this installation allows.
    """
    if document.runtime not in ("auto", *allowed):
        yield problem(_forbidden(document.runtime), field="runtime", fix=_other(allowed))
    for node in document.nodes:
        if node.runtime is not None and node.runtime not in ("auto", *allowed):
            yield problem(_forbidden(node.runtime), node=node.id, field="runtime", fix=_other(allowed))
            continue
        piece = pieces.get(node.piece)
        wanted = node.runtime or document.runtime
        needs_image = wanted == "docker" or (wanted == "auto" and "virtualenv" not in allowed)
        if piece is not None and needs_image and "docker" in allowed and not piece.group.get("image"):
            yield _no_image(node.id, node.piece, allowed)


def _no_image(node: str, reference: PieceReference, allowed: Sequence[str]) -> Problem:
    reason = (
        f"the Piece {reference.name} can't run in a container: {reference.repository!r} has published no "
        f"image for it at version {reference.version!r}"
    )
    fix = (
        "Let it run in a virtual environment, or choose a version with images."
        if "virtualenv" in allowed
        else "Choose a version of the repository with images; only containers are allowed here."
    )
    return problem(reason, node=node, field="runtime", fix=fix)


def _forbidden(runtime: Runtime) -> str:
    return f"this installation doesn't let Pieces run in {_WORDS[runtime]}"


def _other(allowed: Sequence[str]) -> str:
    names = " or ".join(_WORDS[one] for one in allowed)
    return f"Leave the choice to Domino, or choose {names}; administrators may allow more."
