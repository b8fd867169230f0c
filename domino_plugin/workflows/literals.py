"""Writes plain data as Python literals: readable, deterministic, and nothing but data when read back.

``ast.literal_eval(text(data)) == data`` holds for all plain data, types included, whatever the strings hold:
`repr` escapes what a file can't carry or a reader can't see (lone surrogates, NUL, line separators, marks
that turn the reading direction).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

_WIDTH = 100
_INDENT = "    "
#: Python refuses to read decimal numbers of more digits than this may be set to; hexadecimal has no limit.
_MAX_DIGITS = 640
_TOO_LARGE = 10**_MAX_DIGITS


def text(data: Any, level: int = 0) -> str:
    """Return plain data (None, bool, int, float, str, lists, dicts with str keys) as a Python literal.

    Args:
        data: the data.
        level: how deep the literal is indented; its first line is not.

    Raises:
        TypeError: something else is in the data.
        ValueError: NaN or Infinity, which have no literal.
    """
    return "\n".join(_lines(data, level))


def _lines(data: Any, level: int) -> list[str]:
    """Return the literal's lines; all but the first carry their indentation."""
    if isinstance(data, str):
        return _string(data, level)
    if isinstance(data, dict):
        pairs = ((f"{_key(key)}: ", value) for key, value in data.items())
        return _bracketed("{", pairs, "}", level)
    if isinstance(data, list | tuple):
        return _bracketed("[", (("", value) for value in data), "]", level)
    return [_scalar(data)]


def _bracketed(opening: str, items: Iterable[tuple[str, Any]], closing: str, level: int) -> list[str]:
    inner = _INDENT * (level + 1)
    blocks = [(prefix, _lines(value, level + 1)) for prefix, value in items]
    if all(len(lines) == 1 for _, lines in blocks):
        line = opening + ", ".join(prefix + lines[0] for prefix, lines in blocks) + closing
        if len(line) + len(_INDENT) * level <= _WIDTH or not blocks:
            return [line]
    result = [opening]
    for prefix, lines in blocks:
        result.append(inner + prefix + lines[0])
        result.extend(lines[1:])
        result[-1] += ","
    result.append(_INDENT * level + closing)
    return result


def _key(key: Any) -> str:
    if type(key) is not str:
        raise TypeError(f"keys are text, not {type(key).__name__}")
    return repr(key)


def _string(value: str, level: int) -> list[str]:
    """Write a text of several lines line by line, so that code and its changes can be read."""
    parts = value.split("\n")
    if len(parts) == 1 or len(value) <= _WIDTH // 2:
        return [repr(str(value))]
    lines = [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
    inner = _INDENT * (level + 1)
    return ["(", *(inner + repr(line) for line in lines), _INDENT * level + ")"]


def _scalar(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return repr(value)
    if isinstance(value, int):
        return repr(int(value)) if -_TOO_LARGE < value < _TOO_LARGE else hex(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value!r} has no literal")
        return repr(float(value))
    raise TypeError(f"{type(value).__name__} is not plain data")
