"""Puts the Flask application into Airflow's web server, which speaks ASGI.

Imported by every component of Airflow with the plugin: nothing heavy at module level. The application is made
in the web server only, when it starts.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
from importlib import import_module
from typing import Any

log = logging.getLogger(__name__)
#: Requests handled at a time; more wait. They never take one of Airflow's own threads.
WORKERS = 16


def over_asgi(app: Any) -> Any:
    """Return the ASGI application of a WSGI application; an answer ends when its reader goes."""
    middleware = import_module("a2wsgi").WSGIMiddleware
    departures = import_module("domino_plugin.blueprints.departures")
    return departures.WatchedReader(middleware(departures.StopsForNobody(app), workers=WORKERS))


class WebApplication:
    """An ASGI application that makes the real one when it is told to, or first called."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._application: Any = None

    @property
    def is_ready(self) -> bool:
        """Whether the real application is made."""
        return self._application is not None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass a request on."""
        if not self.is_ready:
            await asyncio.to_thread(self.prepare)
        await self._application(scope, receive, send)

    def prepare(self) -> None:
        """Make the application, once."""
        with self._lock:
            if self._application is None:
                # By name: what every component imports must not reach the rooms, not even on paper.
                create_app = import_module("domino_plugin.blueprints.app").create_app
                self._application = over_asgi(create_app())


class StartUp:
    """An ASGI middleware that does nothing but start `start_up` in the background when the server starts.

    Args:
        app: what requests are passed on to.
        application: made along, so that no request waits for it.
    """

    def __init__(self, app: Any, application: WebApplication) -> None:
        self._app = app
        threading.Thread(
            target=_start_up_safely, args=[application], name="domino-start-up", daemon=True
        ).start()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass everything on."""
        await self._app(scope, receive, send)


def _start_up_safely(application: WebApplication) -> None:
    try:
        import_module("domino_plugin.blueprints.start_up").start_up()
        application.prepare()
    except Exception:
        # Whatever is wrong is shown by the health page; Airflow's web server must start all the same.
        log.exception("Domino's start-up failed")
    # Millions of objects live as long as the server. Whenever Python looks for unreachable ones among them,
    # all requests stand still for half a second; frozen, they are passed over.
    gc.freeze()
