"""One container, from its creation to its removal: nothing of it is left, whatever happens."""

from __future__ import annotations

import contextlib
import logging
import socket
import struct
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domino_plugin.operators.docker.engine import Engine, EngineSilent
from domino_plugin.operators.lines import Lines, OnLine

log = logging.getLogger("domino.task")

#: Seconds of one wait on the socket: a signal that another thread got is handled in between.
_STEP = 0.5
_READ = 64 * 1024
#: Seconds that an engine gets to come back, to clear up after what it was asked to run.
_COME_BACK = 10.0
#: Stream, three bytes of nothing, size.
_HEADER = struct.Struct(">BxxxL")


@dataclass(frozen=True)
class Ended:
    """How a container ended.

    Attributes:
        code: exit code of its first process.
        out_of_memory: whether the kernel ended a process of it, for its memory limit or the machine's lack.
        stopped: whether we asked for its end.
        lost: why its end wasn't seen, if the engine went away meanwhile.
        seconds: from its start to its end.
    """

    code: int
    out_of_memory: bool = False
    stopped: bool = False
    lost: str | None = None
    seconds: float = 0.0


class Container:
    """A container that is made, run to its end and removed by `run`.

    Args:
        engine: the engine.
        config: what `create_container_from_config` of the SDK takes.
        archives: tar archives to unpack in its root before it starts.
        grace: seconds between asking it to end and ending it.
    """

    def __init__(
        self, engine: Engine, config: Mapping[str, Any], *, archives: tuple[bytes, ...] = (), grace: float
    ) -> None:
        self._engine = engine
        self._config = dict(config)
        self._archives = archives
        self._grace = grace
        self._id: str | None = None
        self._stopped = False
        self._stopping: threading.Thread | None = None

    def stop(self) -> None:
        """Ask for its end; returns at once, may be called from a signal handler."""
        self._stopped = True
        if self._id is not None and self._stopping is None:
            # The connection may be in the midst of an answer: the end goes by another one.
            self._stopping = threading.Thread(target=self._end, args=(self._id,), daemon=True)
            self._stopping.start()

    def run(self, payload: bytes, on_line: OnLine) -> Ended:
        """Run it to its end, with `payload` on its standard input and each line it writes to `on_line`.

        Whatever is raised meanwhile (a timeout, an interrupt) removes it first and then passes on.

        Raises:
            EngineRefusal: it can't be made or started.
            EngineSilent: the engine has gone before it was started.
        """
        try:
            self._create()
            stream = self._attach()
            with contextlib.closing(stream):
                if self._stopped:
                    return Ended(code=0, stopped=True)
                with self._engine.refusals("The container can't be started"):
                    self._engine.api.start(self._id)
                started = time.monotonic()
                self._stop_if_asked()
                stream.send(payload)
                stream.follow(on_line)
                return self._ended(time.monotonic() - started)
        except BaseException:
            if self._id is not None:
                self._end(self._id)
            raise
        finally:
            self._remove()

    def _stop_if_asked(self) -> None:
        """Stop what was asked to stop while it couldn't be yet."""
        if self._stopped:
            self.stop()

    def _create(self) -> None:
        with self._engine.refusals("The container can't be made"):
            made = self._engine.api.create_container_from_config(self._config)
            self._id = str(made["Id"])
            for archive in self._archives:
                self._engine.api.put_archive(self._id, "/", archive)
        for warning in made.get("Warnings") or ():
            log.info("The engine remarks: %s", warning)

    def _attach(self) -> _Stream:
        wanted = {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1}
        with self._engine.refusals("The container's output can't be read"):
            return _Stream(self._engine.api.attach_socket(self._id, params=wanted))

    def _ended(self, seconds: float) -> Ended:
        try:
            return self._look(seconds, None)
        except EngineSilent as silent:
            lost = silent.message
        end = time.monotonic() + _COME_BACK
        while time.monotonic() < end:
            time.sleep(_STEP)
            with contextlib.suppress(EngineSilent):
                self._engine = self._engine.again()
                return self._look(seconds, lost)
        return Ended(code=0, stopped=self._stopped, lost=lost, seconds=seconds)

    def _look(self, seconds: float, lost: str | None) -> Ended:
        with self._engine.refusals("The container's end can't be seen"):
            state = self._engine.api.inspect_container(self._id)["State"]
            if state.get("Running") and lost is None:
                self._engine.api.wait(self._id)
                state = self._engine.api.inspect_container(self._id)["State"]
        return Ended(
            code=int(state.get("ExitCode") or 0),
            out_of_memory=bool(state.get("OOMKilled")),
            stopped=self._stopped,
            lost=lost,
            seconds=seconds,
        )

    def _end(self, container: str) -> None:
        with contextlib.suppress(Exception):
            self._engine.again().api.stop(container, timeout=max(1, round(self._grace)))

    def _remove(self) -> None:
        container, self._id = self._id, None
        if container is None:
            return
        try:
            remove(self._engine, container)
        except Exception as error:  # noqa: BLE001 - what the Piece has given counts more
            log.warning(
                "The container %s could not be removed, which the next run does: %s", container[:12], error
            )


def remove(engine: Engine, container: str) -> None:
    """End and remove a container with its volumes; nothing happens if it isn't there any more.

    Raises:
        EngineSilent: the engine has gone.
        EngineRefusal: it refuses.
    """
    import docker.errors

    with engine.refusals(f"The container {container[:12]} can't be removed"):
        try:
            engine.api.remove_container(container, v=True, force=True)
        except docker.errors.NotFound:
            return
        except docker.errors.APIError as error:
            # Somebody else is at it.
            if "already in progress" not in str(error.explanation):
                raise


class _Stream:
    """Both ways of a container's standard streams."""

    def __init__(self, attached: Any) -> None:
        # The SDK hands out the socket, or a file object around it.
        self._attached = attached
        self._socket: socket.socket = getattr(attached, "_sock", attached)
        self._socket.settimeout(_STEP)

    def close(self) -> None:
        """Let go: the container then knows that nobody waits any more."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(OSError):
            self._attached.close()
        with contextlib.suppress(OSError):
            self._socket.close()

    def send(self, data: bytes) -> None:
        """Send all of it, or as much as the container takes before it ends."""
        rest = memoryview(data)
        # If it has ended, its output tells why.
        with contextlib.suppress(OSError):
            while rest:
                with contextlib.suppress(TimeoutError):
                    rest = rest[self._socket.send(rest) :]

    def follow(self, on_line: OnLine) -> None:
        """Hand on lines until the container ends or the engine goes away."""
        lines = {number: Lines(on_line) for number in (0, 1, 2)}
        for number, data in _frames(self._chunks()):
            lines[number].feed(data)
        for one in lines.values():
            one.close()

    def _chunks(self) -> Iterator[bytes]:
        while True:
            try:
                data = self._socket.recv(_READ)
            except TimeoutError:
                continue
            except OSError:
                return
            if not data:
                return
            yield data


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
