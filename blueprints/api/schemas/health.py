"""Is everything in order, and if not, why and what to do."""

from __future__ import annotations

from typing import Literal

from domino_plugin.blueprints.api.schemas.base import Answer


class HealthCheck(Answer):
    """One thing that was looked at."""

    name: str
    status: Literal["ok", "warning", "error"]
    reason: str
    fix: str | None


class Health(Answer):
    """The state of the installation; `checks` only for those signed in."""

    status: Literal["ok", "warning", "error"]
    version: str
    checks: list[HealthCheck] | None
