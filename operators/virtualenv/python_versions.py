"""Which Python a dependency group asks for, and which versions do.

Public repositories hardly ever say. One that does says so in its Pieces' ``dependency``, as
``{"requires_python": ">=3.11"}``, or by the image that its Dockerfile begins with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: Minor versions of Python 3 that Pieces can run with.
MINORS = range(9, 15)
#: Patch releases that are tried to find out whether any version does.
_PATCHES = range(40)
#: How authors spell it, the form of packages first.
_KEYS = ("requires_python", "requires-python", "python_requires", "python_version", "python")
_BARE = re.compile(r"3(\.\d{1,2}){0,2}(\.\*)?")
_CARET = re.compile(r"\^3\.(\d{1,2})(\.\d{1,2})?")
_FROM = re.compile(r"^\s*FROM\s+(?:--\S+\s+)?(\S+)", re.IGNORECASE | re.MULTILINE)
_PYTHON_IMAGE = re.compile(r"(?:^|/)python:(3\.\d{1,2})(?=$|[.@-])")
#: Base images of Pieces that aren't made from the usual 3.10.
_BASE_IMAGES = {"ghcr.io/iisas/domino-base-piece": "3.11"}


@dataclass(frozen=True)
class PythonNeed:
    """What a dependency group asks for.

    Attributes:
        spec: version specifiers as packages write them, such as ``>=3.11,<3.13``.
        source: where it says so.
        binding: whether no other version will do.
    """

    spec: str
    source: str
    binding: bool

    def allows(self, version: str) -> bool:
        """Whether a version does, such as "3.11.4"."""
        from packaging.specifiers import SpecifierSet

        return SpecifierSet(self.spec).contains(version, prereleases=True)

    def allows_minor(self, minor: int) -> bool:
        """Whether a release of Python 3.`minor` does."""
        return any(self.allows(f"3.{minor}.{patch}") for patch in _PATCHES)

    @property
    def possible(self) -> bool:
        """Whether it does with any Python that Pieces can run with."""
        return any(self.allows_minor(minor) for minor in MINORS)


def stated(dependency: Any) -> Any:
    """Return what a ``dependency`` of a Piece's metadata says of Python, as it stands; None if nothing."""
    if not isinstance(dependency, Mapping):
        return None
    return next((dependency[key] for key in _KEYS if dependency.get(key) not in (None, "")), None)


def read_spec(value: Any) -> str | None:
    """Return version specifiers from what an author has written, or None if it can't be read.

    A bare version means it and its patch releases, ``^3.10`` anything from there to 4.
    """
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    text = str(value).strip() if isinstance(value, str | float | int) and not isinstance(value, bool) else ""
    if _BARE.fullmatch(text):
        text = text.removesuffix(".*")
        text = f"=={text}" if text.count(".") > 1 else f"=={text}.*"
    elif match := _CARET.fullmatch(text):
        text = f">=3.{match[1]}{match[2] or ''},<4"
    try:
        return str(SpecifierSet(text)) or None
    except InvalidSpecifier:
        return None


def need_of(group: Mapping[str, Any], dockerfile: str | None) -> PythonNeed | None:
    """Return what a dependency group asks for.

    Args:
        group: it may have what `read_spec` gives under ``python``.
        dockerfile: the text of its Dockerfile, if it has one.
    """
    spec = read_spec(group.get("python"))
    if spec is not None:
        return PythonNeed(spec, "the Piece's metadata", binding=True)
    images = _FROM.findall(dockerfile or "")
    if not images:
        return None
    # The last one is what the image is made of.
    image = str(images[-1])
    match = _PYTHON_IMAGE.search(image)
    version = match[1] if match else _BASE_IMAGES.get(image.partition(":")[0].partition("@")[0].lower())
    return PythonNeed(f"=={version}.*", f"its Dockerfile's {image}", binding=False) if version else None
