"""Checks whether the Pieces of a document can run where they are to run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domino_plugin.errors import Problem, problem
from domino_plugin.operators.virtualenv.python_versions import MINORS, need_of
from domino_plugin.workflows.document import Node, PieceReference, Runtime, WorkflowDocument
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
        if piece is not None:
            yield from _check_piece(node, node.runtime or document.runtime, piece, allowed)


def _check_piece(
    node: Node, wanted: Runtime, piece: ResolvedPiece, allowed: Sequence[str]
) -> Iterator[Problem]:
    image = piece.group.get("image")
    if wanted == "docker" or (wanted == "auto" and "virtualenv" not in allowed):
        if "docker" in allowed and not image:
            yield _no_image(node.id, node.piece, allowed)
    # Left to Domino, a Piece with an image gets a container where an engine answers.
    elif "virtualenv" in allowed and (wanted == "virtualenv" or "docker" not in allowed or not image):
        yield from _check_virtualenv(node, piece.group, allowed)


def _check_virtualenv(node: Node, group: Mapping[str, Any], allowed: Sequence[str]) -> Iterator[Problem]:
    """Yield what of a Piece no virtual environment has: its code, its packages, its Python, programs."""
    only = group.get("only_in_image") or {}
    name, fix = node.piece.name, _into_a_container(group.get("image"), allowed)
    start = f"the Piece {name} can't run in a virtual environment: "
    reasons = []
    if name in only.get("pieces", ()):
        reasons.append(f"{node.piece.repository!r} doesn't hold its code, only a published image does")
    elif files := only.get("files"):
        reasons.append(
            f"{node.piece.repository!r} lacks the file dependencies/{files[0]}, which says what it needs"
        )
    need = need_of(group, None)
    if need is not None and not need.possible:
        reasons.append(f"it needs Python {need.spec}, and there it can be 3.{MINORS[0]} to 3.{MINORS[-1]}")
    for reason in reasons:
        yield problem(start + reason, node=node.id, field="runtime", fix=fix)
    if (steps := only.get("steps")) and not reasons:
        yield problem(
            f"the Piece {name} may fail in a virtual environment: its image is also made by "
            f"`{steps[0]}`{_more(len(steps) - 1)}, which isn't done there",
            node=node.id,
            field="runtime",
            fix=f"Have it done on the workers' machines. Or: {fix}",
            severity="warning",
        )


def _more(count: int) -> str:
    return "" if count == 0 else f" and {count} more command{'s' if count > 1 else ''}"


def _into_a_container(image: Any, allowed: Sequence[str]) -> str:
    if not image:
        return "Choose a version of the repository that has everything, or one with images."
    if "docker" not in allowed:
        return (
            f"Choose another version of the repository, or ask an administrator to allow containers "
            f"([domino] runtimes): its image is {image}."
        )
    return f"Let it run in a container: its image is {image}."


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
