"""Is everything in order, and if not, why and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from domino_plugin.blueprints.access import caller_if_any, public
from domino_plugin.blueprints.answers import answer
from domino_plugin.blueprints.api.blueprint import api_blueprint
from domino_plugin.blueprints.api.health_checks import run_checks
from domino_plugin.blueprints.api.schemas.health import Health
from flask import Response

from domino_plugin.version import __version__

if TYPE_CHECKING:
    from domino_plugin.blueprints.api.schemas.health import HealthCheck
    from flask import Response

api = api_blueprint("health", __name__, "The state of the installation")
_RANK = ("ok", "warning", "error")


@api.get("/health", responses={200: Health})
@public
def get_health() -> Response:
    """Whether everything is in order; those signed in are told why not, and what to do."""
    checks = run_checks()
    worst = max((check.status for check in checks), key=_RANK.index, default="ok")
    return answer(Health(status=worst, version=__version__, checks=_for_caller(checks)))


def _for_caller(checks: list[HealthCheck]) -> list[HealthCheck] | None:
    who = caller_if_any()
    return checks if who is not None and who.via != "public" else None
