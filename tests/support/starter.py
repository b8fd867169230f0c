"""The starter Pieces as they are shipped."""

from __future__ import annotations

import re
from pathlib import Path

import domino_plugin

REPOSITORY = Path(domino_plugin.__file__).parent / "starter_pieces"


def shipped_version() -> str:
    """Return the version that the repository's own configuration names."""
    text = (REPOSITORY / "config.toml").read_text(encoding="utf-8")
    match = re.search(r'^VERSION = "(.+)"$', text, re.MULTILINE)
    assert match
    return match[1]


def piece_count() -> int:
    """Return the number of starter Pieces."""
    return len(list(REPOSITORY.glob("pieces/*Piece")))
