"""The errors that reach a user: each says what is wrong, where, and what to do."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Sequence
from typing import Literal, TypedDict


class Problem(TypedDict):
    """One thing that is wrong: where (node and field, if any), why, and the way out if known."""

    severity: Literal["error", "warning"]
    node: str | None
    field: str | None
    reason: str
    fix: str | None


def problem(
    reason: str,
    *,
    node: str | None = None,
    field: str | None = None,
    fix: str | None = None,
    severity: Literal["error", "warning"] = "error",
) -> Problem:
    """Make a `Problem`."""
    return Problem(severity=severity, node=node, field=field, reason=reason, fix=fix)


def did_you_mean(word: str, choices: Iterable[str]) -> str | None:
    """Return ``Did you mean 'x'?`` for the choice nearest to `word`, or None if nothing is near."""
    near = difflib.get_close_matches(word, list(choices), n=1, cutoff=0.6)
    return f"Did you mean {near[0]!r}?" if near else None


class DominoError(Exception):
    """Base of all errors a user can act on.

    Attributes:
        status: the HTTP status the REST API answers with.
        title: the kind of error in a few words.
        message: what is wrong and what to do, in a sentence or two.
        problems: the single findings, if there are several.
    """

    status = 500
    title = "Error"

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = list(problems)


class NotAuthenticated(DominoError):
    """Nobody is signed in, or the sign-in has expired."""

    status = 401
    title = "Not signed in"


class Forbidden(DominoError):
    """The caller may see the thing, but not do this to it."""

    status = 403
    title = "Not allowed"


class NotFound(DominoError):
    """There is no such thing, or the caller may not know of it."""

    status = 404
    title = "Not found"


class Conflict(DominoError):
    """The thing has changed meanwhile, or is in use."""

    status = 409
    title = "Conflict"


class Outdated(Conflict):
    """The thing was saved by somebody else, or in another window, since the caller read it.

    Attributes:
        revision: the one it has now.
        updated_at: when that was saved.
    """

    def __init__(self, message: str, *, revision: int, updated_at: dt.datetime) -> None:
        super().__init__(message)
        self.revision = revision
        self.updated_at = updated_at


class TooLarge(DominoError):
    """More than a limit allows."""

    status = 413
    title = "Too large"


class Invalid(DominoError):
    """The request is understood but can't be carried out as it is."""

    status = 422
    title = "Not valid"


class Unavailable(DominoError):
    """Something Domino needs isn't there at the moment."""

    status = 503
    title = "Not available"
