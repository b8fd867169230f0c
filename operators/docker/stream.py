"""Both ways of a container's standard streams, kept alive while nothing is said on them."""

from __future__ import annotations

import contextlib
import socket
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from domino_plugin.operators.lines import Lines, OnLine

#: Seconds of one wait on the socket: a signal that another thread got is handled in between.
_STEP = 0.5
_READ = 64 * 1024
#: Seconds of silence after which the engine is asked whether the container still runs. The byte that then
#: goes to it keeps proxies in between from taking the connection for a dead one.
_SILENCE = 30.0
#: Seconds without a sign of the machine at the other end, between questions for one, and how many of those.
_KEEP_ALIVE = {"TCP_KEEPIDLE": 60, "TCP_KEEPINTVL": 15, "TCP_KEEPCNT": 8}
#: Stream, three bytes of nothing, size.
_HEADER = struct.Struct(">BxxxL")


class Stream:
    """Both ways of a container's standard streams."""

    def __init__(self, attached: Any) -> None:
        # The SDK hands out the socket, or a file object around it.
        self._attached = attached
        self._socket: socket.socket = getattr(attached, "_sock", attached)
        self._socket.settimeout(_STEP)
        # One that goes through SSH is no socket of the system's.
        if getattr(self._socket, "family", None) in (socket.AF_INET, socket.AF_INET6):
            _keep_alive(self._socket)

    def close(self) -> None:
        """Let go: the container then knows that nobody waits any more."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(OSError):
            self._attached.close()
        with contextlib.suppress(OSError):
            self._socket.close()

    def send(self, data: bytes, runs: Callable[[], bool]) -> None:
        """Send all of it, or as much as the container takes before it ends; see `follow` for `runs`."""
        rest, moved = memoryview(data), time.monotonic()
        # If it has ended, its output tells why.
        with contextlib.suppress(OSError):
            while rest:
                try:
                    rest, moved = rest[self._socket.send(rest) :], time.monotonic()
                except TimeoutError:  # noqa: PERF203 - one for each try
                    if time.monotonic() - moved > _SILENCE:
                        if not runs():
                            return
                        moved = time.monotonic()

    def follow(self, on_line: OnLine, runs: Callable[[], bool], whole: Sequence[bytes] = ()) -> None:
        """Hand on lines until the container ends or the engine goes away.

        Args:
            on_line: takes the lines.
            runs: asks whether the container still runs; called when it has been silent for a while.
            whole: what stays so when a long line is cut.
        """
        lines = {number: Lines(on_line, whole) for number in (0, 1, 2)}
        for number, data in _frames(self._chunks(runs)):
            lines[number].feed(data)
        for one in lines.values():
            one.close()

    def _chunks(self, runs: Callable[[], bool]) -> Iterator[bytes]:
        over, heard = False, time.monotonic()
        while True:
            try:
                data = self._socket.recv(_READ)
            except TimeoutError:
                if over:
                    return
                if time.monotonic() - heard > _SILENCE:
                    # What it has said meanwhile is still read.
                    over, heard = not (self._beat() and runs()), time.monotonic()
                continue
            except OSError:
                return
            if not data:
                return
            heard = time.monotonic()
            yield data

    def _beat(self) -> bool:
        """Send a byte that means nothing; return whether there is somebody it could be sent to."""
        try:
            self._socket.send(b"\n")
        except TimeoutError:
            # The runner reads what it gets; a machine that is stopped for a while doesn't.
            return True
        except OSError:
            return False
        return True


def _keep_alive(connection: socket.socket) -> None:
    """Have the system find out that the machine at the other end has gone without a word."""
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in _KEEP_ALIVE.items():
            if hasattr(socket, name):
                connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def _frames(chunks: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield stream numbers and data; a frame may come in pieces, which are not waited for."""
    rest, number, missing = b"", 0, 0
    for chunk in chunks:
        rest += chunk
        while rest:
            if missing == 0:
                if len(rest) < _HEADER.size:
                    break
                number, missing = _HEADER.unpack_from(rest)
                rest = rest[_HEADER.size :]
                continue
            part, rest = rest[:missing], rest[missing:]
            missing -= len(part)
            yield number, part
