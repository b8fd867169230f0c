"""Ends an answer whose reader has gone: WSGI alone doesn't notice, and would read a large file to its end."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

#: What the ASGI scope of a request carries from one side to the other: set once its reader has gone.
_GONE = "domino.reader_gone"


class WatchedReader:
    """An ASGI application that notes in the scope when the reader of an answer goes.

    Args:
        app: the real one; `StopsForNobody` in it looks at the note.
    """

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass a request on."""
        first = await receive() if scope["type"] == "http" and scope["method"] == "GET" else None
        if first is None or first["type"] != "http.request" or first.get("more_body"):
            await self._app(scope, _preceded(first, receive), send)
            return
        gone = threading.Event()
        watch = asyncio.create_task(_watch(receive, gone))
        try:
            await self._app({**scope, _GONE: gone}, _preceded(first, _told_by(watch)), send)
        finally:
            watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watch


async def _watch(receive: Any, gone: threading.Event) -> Any:
    """Wait for what comes after the whole request: the news that the reader has gone."""
    message = await receive()
    gone.set()
    return message


def _told_by(watch: asyncio.Task[Any]) -> Any:
    """Return a `receive` that tells what the watch has seen, in its time."""

    async def receive() -> Any:
        return await asyncio.shield(watch)

    return receive


def _preceded(first: Any, receive: Any) -> Any:
    """Return a `receive` that begins with a message that was received already, if any."""
    messages = [] if first is None else [first]

    async def receive_next() -> Any:
        return messages.pop() if messages else await receive()

    return receive_next


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
        gone = environ.get("asgi.scope", {}).get(_GONE)
        return answer if gone is None else _Parts(answer, gone)


class _Parts:
    """The parts of an answer, until nobody reads them any more."""

    def __init__(self, answer: Iterable[bytes], gone: threading.Event) -> None:
        self._answer = answer
        self._gone = gone

    def __iter__(self) -> Iterator[bytes]:
        for part in self._answer:
            if self._gone.is_set():
                return
            yield part

    def close(self) -> None:
        """Close what the parts come from."""
        close = getattr(self._answer, "close", None)
        if close is not None:
            close()
