"""Secrets that are not kept but looked up: values that name one of Airflow's Connections."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"\s*connection:\s*([\w#!().:/\\-]+)\s*")


def connection_of(value: str) -> str | None:
    """Return the id of the Connection that a secret's value refers to, as ``connection:NAME``; else None."""
    match = _REFERENCE.fullmatch(value)
    return match[1] if match else None
