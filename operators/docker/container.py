"""One container, from its creation to its removal: nothing of it is left, whatever happens."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domino_plugin.operators.docker.engine import Engine, EngineRefusal, EngineSilent
from domino_plugin.operators.docker.stream import Stream
from domino_plugin.operators.lines import OnLine

log = logging.getLogger("domino.task")

#: Seconds that an engine gets to come back, to clear up after what it was asked to run.
_COME_BACK = 10.0
_RETRY = 0.5
#: How often a silent engine is asked whether a container still runs.
_QUESTIONS = 2
#: Seconds that a container gets to end by itself, beyond its grace, once its connection is no more.
_LET_END = 30.0
_REMOVED = (
    "Somebody removed the container while the Piece ran: docker rm or a prune on the engine's machine, say."
)


@dataclass(frozen=True)
class Ended:
    """How a container ended.

    Attributes:
        code: exit code of its first process.
        out_of_memory: whether the kernel ended a process of it, for its memory limit or the machine's lack.
        stopped: whether we asked for its end.
        lost: why its end wasn't seen as it should be, as a sentence or two.
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

    def run(self, payload: bytes, on_line: OnLine, whole: Sequence[bytes] = ()) -> Ended:
        """Run it to its end, with `payload` on its standard input and each line it writes to `on_line`.

        What is in `whole` stays so when a long line is cut.

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
                stream.send(payload, self._runs)
                stream.follow(on_line, self._runs, whole)
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

    def _attach(self) -> Stream:
        wanted = {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1}
        with self._engine.refusals("The container's output can't be read"):
            return Stream(self._engine.api.attach_socket(self._id, params=wanted))

    def _runs(self) -> bool:
        """Whether the container still runs, for all the engine says; it may be busy for a while."""
        for _ in range(_QUESTIONS):
            with contextlib.suppress(EngineSilent, EngineRefusal):
                state = self._state()
                return state is not None and bool(state.get("Running"))
        return False

    def _ended(self, seconds: float) -> Ended:
        try:
            return self._look(seconds, None)
        except EngineSilent as silent:
            lost = f"The Docker engine went away while the Piece ran. {silent.message}"
        end = time.monotonic() + _COME_BACK
        while time.monotonic() < end:
            time.sleep(_RETRY)
            with contextlib.suppress(EngineSilent):
                self._engine = self._engine.again()
                return self._look(seconds, lost)
        return Ended(code=0, stopped=self._stopped, lost=lost, seconds=seconds)

    def _look(self, seconds: float, lost: str | None) -> Ended:
        state = self._state()
        if lost is None and state is not None and state.get("Running"):
            # Its output ends a moment before it does.
            state = self._wait()
            if state is not None and state.get("Running"):
                lost = "The connection to the container is gone, and it did not end by itself."
        if state is None:
            lost = lost or _REMOVED
            state = {}
        return Ended(
            code=int(state.get("ExitCode") or 0),
            out_of_memory=bool(state.get("OOMKilled")),
            stopped=self._stopped,
            lost=lost,
            seconds=seconds,
        )

    def _state(self) -> Mapping[str, Any] | None:
        """Return the container's state, None if it isn't there any more."""
        import docker.errors

        with self._engine.refusals("The container's end can't be seen"):
            try:
                state: Mapping[str, Any] = self._engine.api.inspect_container(self._id)["State"]
            except docker.errors.NotFound:
                return None
        return state

    def _wait(self) -> Mapping[str, Any] | None:
        """Return the container's state once it has ended, or has had the time for it."""
        import docker.errors
        import requests.exceptions

        end = time.monotonic() + self._grace + _LET_END
        while True:
            # The answer may take too long, which the SDK tells in two ways; and it may be gone.
            with (
                self._engine.refusals("The container's end can't be seen"),
                contextlib.suppress(
                    docker.errors.NotFound, requests.exceptions.Timeout, requests.exceptions.ConnectionError
                ),
            ):
                self._engine.api.wait(self._id, timeout=max(1.0, self._grace))
            state = self._state()
            if state is None or not state.get("Running") or time.monotonic() > end:
                return state

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
