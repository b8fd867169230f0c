"""What Airflow can keep of a Piece's texts.

PostgreSQL's JSON has no U+0000, and neither it nor UTF-8 has half of a surrogate pair.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_REFUSED = re.compile("[\0\ud800-\udfff]")
_IN_PLACE = "\ufffd"


def storable_text(text: str) -> str:
    """Return a text with U+FFFD in place of every character that can't be kept."""
    return _REFUSED.sub(_IN_PLACE, text)


def storable(value: Any) -> Any:
    """Return plain JSON with its texts as they can be kept, keys, too."""
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, Mapping):
        return {storable(name): storable(item) for name, item in value.items()}
    if isinstance(value, list):
        return [storable(item) for item in value]
    return value


def storable_outputs(outputs: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return a Piece's outputs as they can be kept, and the names of those that had to change."""
    kept: dict[str, Any] = {}
    changed = []
    for given in outputs.items():
        name, value = storable(list(given))
        if (name, value) != given:
            changed.append(name)
        kept[name] = value
    return kept, changed
