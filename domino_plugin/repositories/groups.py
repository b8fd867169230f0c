"""Tells which Pieces of a repository share an environment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from domino_plugin.repositories.metadata import normalise_dependency, normalise_image, normalise_python
from domino_plugin.repositories.model import DependencyGroup
from domino_plugin.repositories.normalise import SECRET_NAME, NormalisedPiece
from domino_plugin.repositories.schema_keywords import Remark

_KEY = re.compile(r"[A-Za-z0-9_.-]{1,100}")
#: What makes an environment: requirements file, Dockerfile, version of Python.
Needs = tuple[str | None, str | None, str | None]


@dataclass
class _Draft:
    needs: Needs
    image: str | None = None
    pieces: set[str] = field(default_factory=set)
    secrets: set[str] = field(default_factory=set)


def resolve_groups(
    pieces: dict[str, NormalisedPiece], raw_map: Any, remark: Remark
) -> dict[str, DependencyGroup]:
    """Return the dependency groups by key; every Piece is in exactly one.

    The groups and images are those of ``dependencies_map.json`` where it has them. A Piece that it doesn't
    mention joins the group with the same needs, else gets one with all that have them; such groups are
    numbered in the order of their first Piece's name, so that numbers don't depend on the file system.

    Args:
        pieces: the readable Pieces by name.
        raw_map: content of ``dependencies_map.json``, or None if there is none.
        remark: called with a sentence about everything that had to be dropped.
    """
    drafts = _mapped_groups(pieces, raw_map, remark)
    placed = {name for draft in drafts.values() for name in draft.pieces}
    by_needs = {draft.needs: draft for draft in reversed(drafts.values())}
    number = 0
    for name in sorted(set(pieces) - placed):
        needs = _needs_of(pieces[name])
        if needs not in by_needs:
            while f"group{number}" in drafts:
                number += 1
            by_needs[needs] = drafts[f"group{number}"] = _Draft(needs)
        by_needs[needs].pieces.add(name)
    return {
        key: DependencyGroup(
            key=key,
            requirements_file=draft.needs[0],
            dockerfile=draft.needs[1],
            python=draft.needs[2],
            image=draft.image,
            pieces=tuple(sorted(draft.pieces)),
            secrets=tuple(
                sorted(draft.secrets.union(*(pieces[name].piece.secret_names for name in draft.pieces)))
            ),
        )
        for key, draft in sorted(drafts.items(), key=lambda item: _order(item[0]))
        if draft.pieces
    }


def _order(key: str) -> tuple[int, str]:
    number = key.removeprefix("group")
    return (int(number), key) if number.isdigit() and len(number) < 10 else (10**10, key)  # noqa: PLR2004 - no huge int


def _mapped_groups(pieces: dict[str, NormalisedPiece], raw_map: Any, remark: Remark) -> dict[str, _Draft]:
    if raw_map is None:
        return {}
    if not isinstance(raw_map, dict):
        remark(f"it must hold an object, this is {type(raw_map).__name__}; it is ignored.")
        return {}
    drafts: dict[str, _Draft] = {}
    placed: set[str] = set()
    for key, raw in raw_map.items():
        if not _KEY.fullmatch(key) or not isinstance(raw, dict):
            remark(f"group {key[:100]!r} can't be read; it is ignored.")
            continue
        listed = raw.get("pieces")
        listed = listed if isinstance(listed, list) else []
        members = {name for name in listed if isinstance(name, str) and name in pieces} - placed
        placed |= members
        drafts[key] = _Draft(
            needs=_needs(raw, members, pieces, remark),
            image=normalise_image(raw.get("source_image")),
            pieces=members,
            secrets=_secrets(raw.get("secrets")),
        )
    return drafts


def _needs(
    raw: dict[str, Any], members: set[str], pieces: dict[str, NormalisedPiece], remark: Remark
) -> Needs:
    """Return what the group needs; where the map says nothing, what its Pieces agree on."""
    files = normalise_dependency(raw.get("dependency"), remark)
    python = normalise_python(raw.get("dependency"), remark)
    named = {_needs_of(pieces[name]) for name in members}
    if len(named) == 1:
        theirs = named.pop()
        # The files in an older spelling, and the Python, which the original's tools leave out of the map.
        files = theirs[:2] if files == (None, None) else files
        return (*files, python or theirs[2])
    return (*files, python)


def _needs_of(piece: NormalisedPiece) -> Needs:
    return piece.requirements_file, piece.dockerfile, piece.python


def _secrets(raw: Any) -> set[str]:
    names = raw if isinstance(raw, list) else []
    return {name for name in names if isinstance(name, str) and SECRET_NAME.fullmatch(name)}
