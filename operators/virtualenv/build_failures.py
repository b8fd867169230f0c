"""What a failed call of uv means: whether other base libraries, the author or time can mend it.

uv ends with 1 when it has judged the requirements and with 2 when it could not get that far, but its releases
differ in this; so its words decide first.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Sequence
from pathlib import Path

from domino_plugin.errors import DominoError, Invalid, Unavailable

#: Characters of uv's words that an error repeats.
_REPEATED = 1000
_VERDICT = "no solution found"
_FULL = re.compile(r"no space left on device|disk quota exceeded", re.IGNORECASE)
#: A requirement by its address, which isn't there or which packages_offline forbids to ask.
_NOT_THERE = re.compile(
    r"failed to (?:download|build)[^`]*`[^`]* @ [^`]*`.*client error \((?:404|410)\b"
    r"|network connectivity is disabled",
    re.IGNORECASE | re.DOTALL,
)
#: Everything else that a fetch ends with passes, or is mended by the administrator.
_FETCH = re.compile(
    r"failed to fetch|error sending request|connect error|connection (refused|reset|closed|timed out)"
    r"|timed out|dns error|http status|lack of valid authentication|returned a 40[13]"
    r"|unable to access|could not resolve host|early eof|remote end hung up",
    re.IGNORECASE,
)
#: What uv says of a requirement that it can't read, build or trust, however it ends.
_AUTHORS = re.compile(
    r"couldn't parse|expected '|invalid |unsupported |failed to (parse|build)|build backend|hash mismatch"
    r"|distribution not found",
    re.IGNORECASE,
)


class RequirementsError(Invalid):
    """What an author requires can't be installed; trying again won't help."""

    title = "Requirements can't be installed"


class ConflictError(RequirementsError):
    """uv has looked at everything there is: these requirements can't be had together."""


def failure(lines: Sequence[str], code: int | None, folder: Path) -> DominoError:
    """Return what has failed.

    Args:
        lines: what uv has said.
        code: what it has ended with, negative for a signal.
        folder: where it was to write.
    """
    text = "\n".join(lines)
    end = text[-_REPEATED:]
    if _FULL.search(text):
        return Unavailable(
            f"The environment can't be built in {folder}: the disk is full. Make room on the worker, or set "
            f"[domino] environments_max_megabytes, then run the task again. uv says: {end}"
        )
    if code is not None and code < 0:
        ended = f"Building the environment was ended by {_signal(-code)}"
        return Unavailable(f"{ended}; the worker may be short of memory. {end}")
    return _judged(text, code) or Unavailable(f"The environment can't be built: {end}")


def _judged(text: str, code: int | None) -> DominoError | None:
    """Return what is wrong by uv's words, the surest first; None if they tell nothing."""
    if _NOT_THERE.search(text):
        return RequirementsError(text)
    if _FETCH.search(text):
        return Unavailable(f"The package index can't be reached: {text[-_REPEATED:]}")
    if _VERDICT in text.lower():
        return ConflictError(text)
    return RequirementsError(text) if code == 1 or _AUTHORS.search(text) else None


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
