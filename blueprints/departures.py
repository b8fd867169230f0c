"""Ends an answer whose reader has gone: WSGI alone doesn't notice, and would read a large file to its end."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

#: What the ASGI scope of a request carries from one side to the other: its `Watch`.
_WATCH = "domino.watch"
#: Parts of an answer that are sent before anybody looks whether it is still read: most answers have one.
_UNWATCHED = 8


class Watch:
    """Looks, once it is told to, whether the reader of an answer goes."""

    def __init__(self, receive: Any) -> None:
        self.reader_gone = threading.Event()
        self._receive = receive
        self._loop = asyncio.get_running_loop()
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Begin to look; may be called from any thread."""
        self._loop.call_soon_threadsafe(self._begin)

    def end(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        self._task = self._loop.create_task(self._wait())

    async def _wait(self) -> None:
        # What is left of the request may come first.
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.reader_gone.set()


class WatchedReader:
    """An ASGI application that gives each request for something a `Watch` over its reader.

    Args:
        app: the real one; `StopsForNobody` in it uses the watch.
    """

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass a request on."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        watch = Watch(receive)
        try:
            await self._app({**scope, _WATCH: watch}, receive, send)
        finally:
            watch.end()


class StopsForNobody:
    """A WSGI application whose answers end when nobody reads them any more.

    Args:
        app: the real one.
    """

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer a request."""
        answer = self._app(environ, start_response)
        watch = environ.get("asgi.scope", {}).get(_WATCH)
        return answer if watch is None else _Parts(answer, watch)


class _Parts:
    """The parts of an answer, until nobody reads them any more."""

    def __init__(self, answer: Iterable[bytes], watch: Watch) -> None:
        self._answer = answer
        self._watch = watch

    def __iter__(self) -> Iterator[bytes]:
        for number, part in enumerate(self._answer):
            if number == _UNWATCHED:
                self._watch.begin()
            if self._watch.reader_gone.is_set():
                return
            yield part

    def close(self) -> None:
        """Close what the parts come from."""
        close = getattr(self._answer, "close", None)
        if close is not None:
            close()
