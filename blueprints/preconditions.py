"""What a change is based on, as its request says: If-Match, with the ETag the thing was read with."""

from __future__ import annotations

import re

from domino_plugin.errors import Invalid, problem

_TAG = re.compile(r'(?:W/)?"?([0-9]{1,9})"?')


def tag(number: int) -> dict[str, str]:
    """Return the header that tells the version or revision of what is answered."""
    return {"ETag": f'"{number}"'}


def base_number(if_match: str) -> int:
    """Return the number of the version or revision that If-Match names.

    Raises:
        Invalid: it names none.
    """
    found = _TAG.fullmatch(if_match.strip())
    if found is None:
        reason = 'must be the ETag it was read with, a number as in "3"'
        raise Invalid(f"If-Match {reason}.", [problem(reason, field="If-Match")])
    return int(found[1])
