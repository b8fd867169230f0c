"""Which files of the shared storage a Piece's inputs name, wherever in them and in whatever text.

A path may be a whole value, or stand in a list, an object, a line of code or a text with JSON in it. So names
are not cut out of the text by a rule for names: the text behind ``/home/shared_storage`` is compared with the
files that there are. A folder means all that is in it; the beginning of a name, all files that begin so (as
with the parts of one split table); a pattern such as ``part-*.csv``, all in its folder.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from domino_plugin.storage import layout

_ROOT = re.compile(rf"(?<![A-Za-z0-9_.~-]){re.escape(str(layout.CANONICAL_ROOT))}(?![A-Za-z0-9_.-])/*")
#: What is looked at of the text behind the root: paths are no longer.
_MAX_PATH = 4096
#: What may end a name within a text; a name itself may hold it as well.
_ENDS = re.compile(r"[^A-Za-z0-9_-]")
_PATTERN = re.compile(r"[*?\[{]|%(?![0-9A-Fa-f]{2})")
_SLASHES = re.compile(r"/(?:\.?/)+")


def tails(value: Any) -> set[str]:
    """Return the text behind each mention of ``/home/shared_storage`` in a value; "" for the root itself."""
    found: set[str] = set()
    for text in _texts(value):
        for match in _ROOT.finditer(text):
            tail = text[match.end() : match.end() + _MAX_PATH].split("\n", 1)[0]
            found.add(_SLASHES.sub("/", tail))
            if "%" in tail:
                found.add(_SLASHES.sub("/", unquote(tail)))
    return found


def first_segments(found: Iterable[str]) -> set[str]:
    """Return the names of the folders of the run that the tails begin with; "" for all of them."""
    return {(re.match(r"[A-Za-z0-9_.-]*", tail) or [""])[0] for tail in found}


def chosen(found: Iterable[str], names: Collection[str]) -> set[str]:
    """Return those of the files that the tails name.

    Args:
        found: as `tails` returns them.
        names: paths of all files that come into question, relative to the root; the name of an empty folder
            ends with a slash.
    """
    root = _tree(names)
    result: set[str] = set()
    for tail in found:
        result.update(_match(root, tail))
    return result


@dataclass
class _Folder:
    folders: dict[str, _Folder] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def all(self) -> Iterator[str]:
        yield from self.files.values()
        for folder in self.folders.values():
            yield from folder.all()


def _tree(names: Iterable[str]) -> _Folder:
    root = _Folder()
    for name in names:
        *above, last = name.split("/")
        folder = root
        for part in above:
            folder = folder.folders.setdefault(part, _Folder())
        folder.files[last] = name
    return root


def _match(folder: _Folder, tail: str) -> Iterator[str]:
    while True:
        segment, slash, rest = tail.partition("/")
        if not segment:
            yield from folder.all()
            return
        if slash and segment in folder.folders:
            folder, tail = folder.folders[segment], rest
            continue
        yield from _last(folder, segment)
        return


def _last(folder: _Folder, segment: str) -> Iterator[str]:
    """Yield what the last part of a path names, with whatever text follows it."""
    for name in _beginnings(segment):
        if name in folder.files:
            yield folder.files[name]
            return
        if name in folder.folders:
            yield from folder.folders[name].all()
            return
    if _PATTERN.search(segment):
        yield from folder.all()
        return
    stem = (_ENDS.split(segment, maxsplit=1) or [""])[0] or segment
    for name, path in folder.files.items():
        if name.startswith(stem):
            yield path
    for name, inner in folder.folders.items():
        if name.startswith(stem):
            yield from inner.all()


def _beginnings(segment: str) -> Iterator[str]:
    """Yield the whole text and what is before each place where a name may end, the longest first."""
    yield segment
    for match in reversed(list(_ENDS.finditer(segment))):
        if match.start():
            yield segment[: match.start()]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield str(name)
            yield from _texts(item)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _texts(item)
