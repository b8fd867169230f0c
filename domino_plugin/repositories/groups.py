"""Tells which Pieces of a repository share an environment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from domino_plugin.repositories.metadata import normalise_dependency, normalise_image
from domino_plugin.repositories.model import DependencyGroup
from domino_plugin.repositories.normalise import SECRET_NAME, NormalisedPiece
from domino_plugin.repositories.schema_keywords import Remark

_KEY = re.compile(r"[A-Za-z0-9_.-]{1,100}")
Files = tuple[str | None, str | None]


@dataclass
class _Draft:
    files: Files
    image: str | None = None
    pieces: set[str] = field(default_factory=set)
    secrets: set[str] = field(default_factory=set)


def resolve_groups(
    pieces: dict[str, NormalisedPiece], raw_map: Any, remark: Remark
) -> dict[str, DependencyGroup]:
    """Return the dependency groups by key; every Piece is in exactly one.

    The groups and images are those of ``dependencies_map.json`` where it has them. A Piece that it doesn't
    mention joins the group with the same files, else gets one with all that have them; such groups are
    numbered in the order of their first Piece's name, so that numbers don't depend on the file system.

    Args:
        pieces: the readable Pieces by name.
        raw_map: content of ``dependencies_map.json``, or None if there is none.
        remark: called with a sentence about everything that had to be dropped.
    """
    drafts = _mapped_groups(pieces, raw_map, remark)
    placed = {name for draft in drafts.values() for name in draft.pieces}
    by_files = {draft.files: draft for draft in reversed(drafts.values())}
    number = 0
    for name in sorted(set(pieces) - placed):
        files = (pieces[name].requirements_file, pieces[name].dockerfile)
        if files not in by_files:
            while f"group{number}" in drafts:
                number += 1
            by_files[files] = drafts[f"group{number}"] = _Draft(files)
        by_files[files].pieces.add(name)
    return {
        key: DependencyGroup(
            key=key,
            requirements_file=draft.files[0],
            dockerfile=draft.files[1],
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
            files=_files(raw, members, pieces, remark),
            image=normalise_image(raw.get("source_image")),
            pieces=members,
            secrets=_secrets(raw.get("secrets")),
        )
    return drafts


def _files(
    raw: dict[str, Any], members: set[str], pieces: dict[str, NormalisedPiece], remark: Remark
) -> Files:
    """Return the group's files; where the map has none, those its Pieces agree on (an older spelling)."""
    files = normalise_dependency(raw.get("dependency"), remark)
    if files == (None, None):
        named = {(pieces[name].requirements_file, pieces[name].dockerfile) for name in members}
        if len(named) == 1:
            return named.pop()
    return files


def _secrets(raw: Any) -> set[str]:
    names = raw if isinstance(raw, list) else []
    return {name for name in names if isinstance(name, str) and SECRET_NAME.fullmatch(name)}
