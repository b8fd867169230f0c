"""Runs transfers on several threads; the first failure, or an interrupt, ends them all."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from domino_plugin.storage.s3.client import CONNECTIONS

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

    from domino_plugin.storage.s3.requests import Requests

T = TypeVar("T")


class Crew:
    """Threads for the requests of one transfer, as a context manager.

    If its block is left by an exception, whatever it is, no further request is sent by this `Requests`: what
    failed was given up, and the object goes with it.
    """

    def __init__(self, requests: Requests) -> None:
        self._requests = requests
        self._pool = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="domino-s3")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._requests.stopped.set()
        self._pool.shutdown(wait=True, cancel_futures=kind is not None)

    def start(self, action: Callable[..., T], *arguments: Any) -> Future[T]:
        """Have something done on one of the threads."""
        return self._pool.submit(action, *arguments)
