"""A Piece that has run out of memory: how to know, and how to have enough left to say so."""

from __future__ import annotations

import errno
import resource
from typing import Iterator  # noqa: UP035 - Python 3.8

#: What the dynamic loader and the interpreter say when a library or a thread finds no memory.
_TEXTS = ("cannot allocate memory", "can't start new thread", "failed to map segment", "bad_alloc")


def release_reserve() -> None:
    """Take the part of the memory limit that runtimes leave above the Piece's own, to describe a failure."""
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if soft != hard:
        resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


def is_about_memory(error: BaseException) -> bool:
    """Whether the exception, or one that led to it, says that there was no memory left."""
    return any(_says_so(one) for one in _chain(error))


def _says_so(error: BaseException) -> bool:
    if isinstance(error, MemoryError):
        return True
    if isinstance(error, OSError) and error.errno == errno.ENOMEM:
        return True
    if isinstance(error, (ImportError, OSError, RuntimeError)):
        text = str(error).lower()
        return any(words in text for words in _TEXTS)
    return False


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__
