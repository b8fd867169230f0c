"""A proxy before a Docker engine, by TCP: it can cut connections, fall silent, and lose patience."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
import time

_STEP = 0.05


class EngineProxy:
    """Listens at `url` and hands on to the engine's socket.

    Args:
        path: the engine's socket.
        patience: seconds of silence after which it cuts a connection; None: it keeps them.
    """

    def __init__(self, path: str, patience: float | None = None) -> None:
        self._path = path
        self._patience = patience
        self._cut = threading.Event()
        self._stalled = threading.Event()
        self._closed = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_STEP)
        self.url = f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    def cut(self) -> None:
        """Cut the connections to containers' streams."""
        self._cut.set()

    def stall(self) -> None:
        """Hand on nothing any more, and cut nothing: as an engine that hangs."""
        self._stalled.set()

    def close(self) -> None:
        """End it."""
        self._closed.set()
        self._accepting.join()

    def _accept(self) -> None:
        with self._listener:
            while not self._closed.is_set():
                with contextlib.suppress(TimeoutError):
                    client, _ = self._listener.accept()
                    threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as engine, contextlib.suppress(OSError):
            engine.connect(self._path)
            other = {client: engine, engine: client}
            is_stream, heard = False, time.monotonic()
            while not self._closed.is_set():
                if self._stalled.is_set():
                    time.sleep(_STEP)
                    continue
                if is_stream and self._is_over(heard):
                    return
                for one in select.select(list(other), [], [], _STEP)[0]:
                    data = one.recv(65536)
                    if not data:
                        return
                    is_stream = is_stream or b"/attach?" in data
                    heard = time.monotonic()
                    other[one].sendall(data)

    def _is_over(self, heard: float) -> bool:
        silent = time.monotonic() - heard
        return self._cut.is_set() or (self._patience is not None and silent > self._patience)
