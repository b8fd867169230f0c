"""Asking a starting Airflow how far it is."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

#: The components that Airflow's health page knows, by our name for them.
_REPORTED = {"scheduler": "scheduler", "dag-processor": "dag_processor", "triggerer": "triggerer"}
# A proxy set for the internet must not be asked for this machine's own addresses.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def healthy_components(base_url: str, *, timeout: float = 5) -> set[str]:
    """Return the components that work; empty as long as the api-server doesn't answer."""
    try:
        with _DIRECT.open(f"{base_url}/api/v2/monitor/health", timeout=timeout) as answer:
            report = json.load(answer)
    except (OSError, ValueError):
        return set()
    return {"api-server"} | {
        name for name, key in _REPORTED.items() if (report.get(key) or {}).get("status") == "healthy"
    }


def answers(url: str, *, timeout: float = 5) -> bool:
    """Say whether `url` is served."""
    try:
        with _DIRECT.open(url, timeout=timeout) as answer:
            return bool(answer.status < 400)  # noqa: PLR2004
    except (OSError, urllib.error.HTTPError):
        return False
