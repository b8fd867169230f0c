"""Puts pydantic's findings about a value into words that tell a user what to enter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic_core import ErrorDetails, ValidationError

from domino_plugin.errors import did_you_mean
from domino_plugin.workflows.schema_types import BRANCH

_SHOWN_LENGTH = 60
#: What was expected, and how to give it, by the first word of pydantic's error type.
_EXPECTED: dict[str, tuple[str, str]] = {
    "int": ("a whole number", "Enter a whole number such as 42."),
    "float": ("a number", "Enter a number such as 3.5."),
    "bool": ("true or false", "Choose true or false."),
    "string": ("text", "Enter a text."),
    "list": ("a list", "Give a list."),
    "tuple": ("a list", "Give a list."),
    "dict": ("an object", "Give an object with its fields."),
    "date": ("a date", "Enter a date such as 2026-01-31."),
    "datetime": ("a date and time", "Enter a date and time such as 2026-01-31T06:00:00Z."),
    "time": ("a time of day", "Enter a time such as 06:30."),
    "timedelta": ("a duration", "Enter a duration such as PT90S or 00:01:30."),
    "uuid": ("a UUID", "Enter a UUID such as 123e4567-e89b-12d3-a456-426614174000."),
    "url": ("an address", "Enter an address such as https://example.com/data.csv."),
    "none": ("empty", "Leave it empty."),
}
#: Types of these forms say that the kind of value is wrong; others speak of a limit.
_WRONG_KIND = ("_type", "_parsing", "_from_float", "_from_datetime_inexact", "_syntax_violation", "_required")


class Finding(NamedTuple):
    """One thing that is wrong with a value: where in the input, what, and the way out."""

    field: str
    reason: str
    fix: str | None


def path_text(path: Sequence[str | int]) -> str:
    """Return a path as it is read aloud: ``conditions[1].column``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def missing(path: Sequence[str | int]) -> Finding:
    """Tell that a required field isn't there."""
    return Finding(path_text(path), "is required and has no value", "Give a value or take one from upstream.")


def shown(value: Any) -> str:
    """Return a value as short text for a message."""
    try:
        text = json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError):
        text = repr(value)
    text = text.encode("utf-8", "backslashreplace").decode()
    return text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 3] + "..."


def findings_of(error: ValidationError, path: Sequence[str | int]) -> list[Finding]:
    """Translate what pydantic found about the value at `path`."""
    details = [detail for detail in error.errors(include_url=False) if detail["type"] != "recursion_loop"]
    found: list[Finding] = []
    for group in _by_union(details):
        found.extend(_union(group, path) if len(group) > 1 else [_one(group[0], path)])
    return found


def _by_union(details: Sequence[ErrorDetails]) -> list[list[ErrorDetails]]:
    """Put the errors of one union's branches together: the union is found where the paths fork."""
    groups: dict[tuple[str | int, ...], list[ErrorDetails]] = {}
    for number, detail in enumerate(details):
        location = detail["loc"]
        fork = next((i for i, part in enumerate(location) if _is_branch(part)), None)
        key = (*location[:fork], BRANCH) if fork is not None else (*location, number, "alone")
        groups.setdefault(key, []).append(detail)
    return list(groups.values())


def _union(details: Sequence[ErrorDetails], path: Sequence[str | int]) -> list[Finding]:
    """One finding for a value that fits no branch, or those of the branch it fits best."""
    fork = next(i for i, part in enumerate(details[0]["loc"]) if _is_branch(part))
    deeper = [detail for detail in details if len(_fields(detail["loc"])) > fork]
    if deeper:
        branch = deeper[0]["loc"][fork]
        return [_one(detail, path) for detail in deeper if detail["loc"][fork] == branch]
    kinds = list(dict.fromkeys(_expected(detail)[0] for detail in details))
    where = path_text((*path, *_fields(details[0]["loc"])))
    choices = " or ".join(kinds)
    return [Finding(where, f"should be {choices}, but is {shown(details[0]['input'])}", f"Give {choices}.")]


def _one(detail: ErrorDetails, path: Sequence[str | int]) -> Finding:
    where = (*path, *_fields(detail["loc"]))
    kind, value = detail["type"], detail["input"]
    if kind == "missing":
        return missing(where)
    if kind == "literal_error":
        expected = str(detail["ctx"]["expected"]) if "ctx" in detail else ""
        choices = [part.strip("'") for part in expected.replace(" or ", ", ").split(", ")]
        fix = did_you_mean(value, choices) if isinstance(value, str) else None
        return Finding(
            path_text(where), f"should be {expected}, but is {shown(value)}", fix or "Choose one of these."
        )
    if kind == "extra_forbidden":
        return Finding(path_text(where), "is not a field the Piece has", "Remove it.")
    if kind.endswith(_WRONG_KIND):
        expected, fix = _expected(detail)
        return Finding(path_text(where), f"should be {expected}, but is {shown(value)}", fix)
    if kind == "string_unicode":
        return Finding(path_text(where), "holds half of a surrogate pair, which is no text", "Enter a text.")
    message = detail["msg"].removeprefix("Input ").removeprefix("Value ")
    return Finding(path_text(where), f"{message}, but is {shown(value)}", "Change the value.")


def _expected(detail: ErrorDetails) -> tuple[str, str]:
    if detail["type"] == "literal_error" and "ctx" in detail:
        return str(detail["ctx"]["expected"]), "Choose one of these."
    return _EXPECTED.get(detail["type"].split("_")[0], ("another kind of value", "Change the value."))


def _fields(location: Sequence[str | int]) -> tuple[str | int, ...]:
    return tuple(part for part in location if not _is_branch(part))


def _is_branch(part: str | int) -> bool:
    return isinstance(part, str) and part.startswith(BRANCH)
