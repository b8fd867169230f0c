"""Ages and sizes as people type and read them."""

from __future__ import annotations

import re

from domino_plugin.errors import Invalid

_AGE = re.compile(r"(\d+(?:\.\d+)?)\s*([dhw]?)")
_DAYS = {"": 1.0, "d": 1.0, "h": 1 / 24, "w": 7.0}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?")
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}
_UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB")
_STEP = 1024


def days_of(text: str) -> float:
    """Return an age in days.

    Raises:
        Invalid: it is none.
    """
    match = _AGE.fullmatch(text.strip().lower())
    if match is None:
        raise Invalid(
            f"The age {text!r} can't be read: it takes days, or a number with h, d or w, as in 36h."
        )
    return float(match[1]) * _DAYS[match[2]]


def bytes_of(text: str) -> int:
    """Return a size in bytes; K, M, G and T are powers of 1024.

    Raises:
        Invalid: it is none.
    """
    match = _SIZE.fullmatch(text.strip().lower())
    if match is None:
        raise Invalid(f"The size {text!r} can't be read: it takes a number with K, M, G or T, as in 20G.")
    return int(float(match[1]) * _STEP ** _POWERS[match[2]])


def size(count: float) -> str:
    """Return a number of bytes for people."""
    unit = 0
    while count >= _STEP and unit < len(_UNITS) - 1:
        count, unit = count / _STEP, unit + 1
    return f"{count:.0f} {_UNITS[unit]}" if unit == 0 else f"{count:.1f} {_UNITS[unit]}"
