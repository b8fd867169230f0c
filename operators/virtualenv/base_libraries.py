"""The libraries that every Piece may count on: those the original runtime package brought along.

Pieces import requests or yaml without naming them in their requirements, because the images they were
written for had them. What an author names wins over what stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Library:
    """One library: the version of the original runtime, and the range known to do as well."""

    name: str
    pin: str
    loose: str


#: As domino-py 0.9.4 with its extra "cli", the content of the published images, asks for them.
BASE_LIBRARIES = (
    Library("pydantic", "==2.4.2", ">=2.4,<3"),
    Library("tomli", "==2.0.1", ">=2.0.1"),
    Library("tomli-w", "==1.0.0", ">=1.0"),
    Library("PyYAML", "==6.0.1", ">=6.0.1"),
    Library("jsonschema", "==4.18.0", ">=4.18"),
    Library("click", "==8.1.3", ">=8.1.3"),
    Library("rich", ">=13.4.2", ">=13.4.2"),
    Library("colorama", "==0.4.6", ">=0.4.6"),
    Library("urllib3", "==1.26.15", ">=1.26.15"),
    Library("cryptography", "==39.0.1", ">=39.0.1"),
    Library("pyOpenSSL", "==23.1.1", ">=23.1.1"),
    Library("PyGithub", "==1.55", ">=1.55"),
    Library("docker", ">=7.0.0", ">=7.0.0"),
    Library("kubernetes", "==23.6.0", ">=23.6.0"),
    Library("bottle", "==0.12.25", ">=0.12.25"),
    Library("requests", "==2.31.0", ">=2.31.0"),
    # The images' Python came with it, and older libraries import pkg_resources.
    Library("setuptools", ">=65,<80", ">=65,<81"),
)
#: Compiling these takes minutes and a Rust or C compiler; without a wheel the pin is loosened instead.
ONLY_AS_WHEELS = ("pydantic-core", "PyYAML", "cryptography", "rpds-py", "cffi")

_NAME = re.compile(r"^\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


def normal_name(name: str) -> str:
    """Return a distribution's name as the package index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def names_in(requirements: str) -> set[str]:
    """Return the normal names of the distributions that a requirements text asks for."""
    found = (_NAME.match(line) for line in requirements.splitlines())
    return {normal_name(match[1]) for match in found if match}


def base_requirements(author: str) -> list[tuple[str, str]]:
    """Return what to ask for besides an author's requirements, the best first.

    Returns:
        Pairs of a word on the choice, for the log, and a requirements text. A library that the author names
        is left to the author. The next pair is for when the one before can't be had together with them.
    """
    named = names_in(author)
    libraries = [library for library in BASE_LIBRARIES if normal_name(library.name) not in named]
    return [
        ("as in the original runtime", _text(f"{library.name}{library.pin}" for library in libraries)),
        ("in newer versions", _text(f"{library.name}{library.loose}" for library in libraries)),
        ("in any version", _text(library.name for library in libraries)),
    ]


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
