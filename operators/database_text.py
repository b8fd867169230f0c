"""What of a Piece's texts Airflow's database can keep: PostgreSQL's JSON has no U+0000 and no halves of a pair."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_REFUSED = re.compile("[\0\ud800-\udfff]")
_IN_PLACE = "\ufffd"


def storable(value: Any) -> Any:
    """Return plain JSON with U+FFFD in place of every character that the database refuses; keys, too."""
    if isinstance(value, str):
        return _REFUSED.sub(_IN_PLACE, value)
    if isinstance(value, Mapping):
        return {storable(name): storable(item) for name, item in value.items()}
    if isinstance(value, list):
        return [storable(item) for item in value]
    return value


def storable_outputs(outputs: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return a Piece's outputs as the database can keep them, and the names of those that had to change."""
    kept: dict[str, Any] = {}
    changed = []
    for given in outputs.items():
        name, value = storable(list(given))
        if (name, value) != given:
            changed.append(name)
        kept[name] = value
    return kept, changed
