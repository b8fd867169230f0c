"""Registers Domino with Airflow: the web application, the menu entry and the tabs.

Every component of Airflow imports this module, so nothing here is heavy: the Flask application is made by the
web server when it starts (`domino_plugin.blueprints.serving`).
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from airflow.configuration import conf
from airflow.plugins_manager import AirflowPlugin

from domino_plugin.blueprints.serving import StartUp, WebApplication

#: Where the web application is mounted, below the path of ``[api] base_url``.
MOUNT = "/domino"
_APPLICATION = WebApplication()


def _base() -> str:
    """Return the address of the web application as a browser sees it; Airflow takes it literally."""
    return urlsplit(conf.get("api", "base_url", fallback="") or "").path.rstrip("/") + MOUNT


def _view(name: str, destination: str, route: str, path: str) -> dict[str, Any]:
    base = _base()
    return {
        "name": name,
        "destination": destination,
        "url_route": route,
        "href": base + path,
        "icon": f"{base}/icon.svg",
        "icon_dark_mode": f"{base}/icon.svg",
    }


class DominoPlugin(AirflowPlugin):
    """Domino: visual workflows of isolated Pieces."""

    name = "domino"
    fastapi_apps = [{"app": _APPLICATION, "url_prefix": MOUNT, "name": "Domino"}]  # noqa: RUF012
    fastapi_root_middlewares = [  # noqa: RUF012
        {"middleware": StartUp, "args": [_APPLICATION], "kwargs": {}, "name": "Domino start-up"}
    ]
    external_views = [  # noqa: RUF012
        {**_view("Domino", "nav", "domino", "/"), "nav_top_level": True},
        _view("Domino", "dag", "domino_dag", "/airflow/dags/{DAG_ID}"),
        _view("Domino", "dag_run", "domino_run", "/airflow/dags/{DAG_ID}/runs/{RUN_ID}"),
        _view(
            "Domino",
            "task_instance",
            "domino_task",
            "/airflow/dags/{DAG_ID}/runs/{RUN_ID}/tasks/{TASK_ID}?map_index={MAP_INDEX}",
        ),
    ]
