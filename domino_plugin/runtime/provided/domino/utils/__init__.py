"""Small things around metadata."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def dict_deep_update(target: dict[str, Any], source: Mapping[str, Any]) -> dict[str, Any]:
    """Merge one dict into another, level by level, and return the latter."""
    for key, value in source.items():
        inner = target.get(key)
        if isinstance(value, Mapping):
            target[key] = dict_deep_update(inner if isinstance(inner, dict) else {}, value)
        else:
            target[key] = value
    return target
