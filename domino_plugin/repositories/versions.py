"""Sorts the versions of a repository as people expect, though authors number as they like."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PARTS = re.compile(r"\d+|[A-Za-z]+")
_PREFIX = re.compile(r"(?:v|ver|version|release|rel)?[-_.]?(?=\d)", re.IGNORECASE)
#: Words that mark something before the version they follow: 1.0rc1 comes before 1.0.
_BEFORE = ("dev", "a", "alpha", "b", "beta", "pre", "preview", "rc", "c")
#: Digits of a part that still count as a number.
_MAX_DIGITS = 20

Key = tuple[bool, tuple[tuple[int, int, str], ...], str]


def version_key(name: str) -> Key:
    """Return a sort key: higher means newer.

    Numbers compare as numbers (0.10 is newer than 0.9), a leading ``v`` or ``release-`` doesn't count,
    pre-releases come before their release, other letters after it (0.1.2k after 0.1.2). Names that don't
    start with a number are older than all that do.
    """
    prefix = _PREFIX.match(name)
    parts = _PARTS.findall(name[prefix.end() :]) if prefix else []
    return prefix is not None, (*(_part(part) for part in parts), (0, 0, "")), name


def newest_first(names: Iterable[str]) -> list[str]:
    """Return the names, newest first."""
    return sorted(names, key=version_key, reverse=True)


def _part(part: str) -> tuple[int, int, str]:
    """Rank a part against the end of the version, which is (0, 0, "")."""
    if part.isdigit() and part.isascii():
        return 2, int(part[:_MAX_DIGITS]), ""
    word = part.lower()
    return (-1, _BEFORE.index(word), word) if word in _BEFORE else (1, 0, word)
