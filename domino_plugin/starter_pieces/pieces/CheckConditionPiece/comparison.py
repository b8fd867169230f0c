"""Compares two values of JSON as a person would: "10" is ten, and 2026-01-02 comes after 2026-01-01."""

from __future__ import annotations

import datetime as dt
import json
import math
import operator
import re
from collections.abc import Callable
from typing import Any

from starter_files import TableError

from .models import Check, Operator

ORDER = {
    Operator.greater: operator.gt,
    Operator.greater_or_equal: operator.ge,
    Operator.less: operator.lt,
    Operator.less_or_equal: operator.le,
}
NEGATIONS = {
    Operator.not_equals: Operator.equals,
    Operator.not_contains: Operator.contains,
    Operator.not_empty: Operator.empty,
}
TRUTH = {"true": True, "false": False}
#: Two numbers that are the same but for the last digits of their calculation are equal.
CLOSE = 1e-12
NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?\s*")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].*)?")


def is_met(check: Check, field: str) -> bool:
    """Tell whether a check is met.

    Raises:
        TableError: the values can't be compared so; the message names the input.
    """
    wanted = check.operator
    if wanted in NEGATIONS:
        return not is_met(check.model_copy(update={"operator": NEGATIONS[wanted]}), field)
    if wanted in _ALONE:
        return _ALONE[wanted](check.value, field)
    if wanted is Operator.equals:
        return _equal(check.value, check.expected)
    if check.expected is None:
        raise TableError(f"{field}.expected is empty: {wanted.value!r} needs something to compare with.")
    if wanted in ORDER:
        return bool(ORDER[wanted](*_ordered(check.value, check.expected, field)))
    compare = _contains if wanted is Operator.contains else _matches
    return compare(check.value, check.expected, field)


def in_words(check: Check) -> str:
    """Return a check as a line for people."""
    expected = "" if check.expected is None else f" {_short(check.expected)}"
    words = f"{_short(check.value)} {check.operator.value}{expected}"
    return f"{check.label}: {words}" if check.label else words


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else f"{text[:117]}..."  # noqa: PLR2004


def _number(value: Any) -> int | float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    if isinstance(value, str) and NUMBER.fullmatch(value):
        return int(value) if re.fullmatch(r"\s*[+-]?[0-9]+\s*", value) else float(value)
    return None


def _moment(value: Any) -> dt.datetime | None:
    if not isinstance(value, str) or not DATE.fullmatch(value.strip()):
        return None
    try:
        # Python before 3.11 doesn't read the Z.
        moment = dt.datetime.fromisoformat(value.strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.timezone.utc)


def _equal(value: Any, expected: Any) -> bool:
    numbers = _number(value), _number(expected)
    if numbers[0] is not None and numbers[1] is not None:
        return numbers[0] == numbers[1] or math.isclose(*numbers, rel_tol=CLOSE, abs_tol=CLOSE)
    if isinstance(value, bool) or isinstance(expected, bool):
        sides = [TRUTH.get(str(side).strip().lower()) for side in (value, expected)]
        return sides[0] is not None and sides[0] is sides[1]
    return bool(value == expected)


def _ordered(value: Any, expected: Any, field: str) -> tuple[Any, Any]:
    for convert in (_number, _moment):
        pair = convert(value), convert(expected)
        if pair[0] is not None and pair[1] is not None:
            return pair
    if isinstance(value, str) and isinstance(expected, str):
        return value.casefold(), expected.casefold()
    raise TableError(
        f"{field}: {_short(value)} and {_short(expected)} have no order; compare two numbers, dates or texts."
    )


def _truth(value: Any, field: str) -> bool:
    found = value if isinstance(value, bool) else TRUTH.get(str(value).strip().lower())
    if found is None:
        raise TableError(f"{field}.value: {_short(value)} is neither true nor false.")
    return found


def _contains(value: Any, expected: Any, field: str) -> bool:
    if isinstance(value, str):
        return str(expected) in value
    if isinstance(value, dict):
        return str(expected) in value
    if isinstance(value, list):
        return any(_equal(item, expected) for item in value)
    raise TableError(
        f"{field}.value: {_short(value)} is no text, list or object that could contain anything."
    )


def _matches(value: Any, pattern: Any, field: str) -> bool:
    pattern = str(pattern)
    try:
        return re.search(pattern, value if isinstance(value, str) else json.dumps(value)) is not None
    except re.error as error:
        raise TableError(f"{field}.expected: {pattern!r} is no regular expression: {error}.") from None


#: Operators that look at the value alone.
_ALONE: dict[Operator, Callable[[Any, str], bool]] = {
    Operator.empty: lambda value, _: value is None or value in ("", [], {}),
    Operator.true: _truth,
    Operator.false: lambda value, field: not _truth(value, field),
}
