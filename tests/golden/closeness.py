"""Texts that are the same up to the last digits of the numbers in them."""

from __future__ import annotations

import math
import re

#: Relative and absolute; numbers of a computation that ends at zero have no digits of their own.
RELATIVE, ABSOLUTE = 1e-6, 1e-12
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


def close(before: str, now: str) -> bool:
    """Return whether two texts differ in nothing but the last digits of fractions.

    Whole numbers must be equal: they are counts, colours and parts of names.
    """
    if _NUMBER.sub("0", before) != _NUMBER.sub("0", now):
        return False
    return all(
        _close(one, other) for one, other in zip(_NUMBER.findall(before), _NUMBER.findall(now), strict=True)
    )


def _close(one: str, other: str) -> bool:
    if one == other:
        return True
    whole = one.lstrip("+-").isdigit() and other.lstrip("+-").isdigit()
    return not whole and math.isclose(float(one), float(other), rel_tol=RELATIVE, abs_tol=ABSOLUTE)
