"""The running components of an Airflow: started, watched and stopped together."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from domino_plugin.cli.standalone import process_tree

#: Airflow's components and their arguments. Logs are read from the home, so no log servers are needed,
#: which would also listen on fixed ports.
COMPONENTS: dict[str, tuple[str, ...]] = {
    "scheduler": ("scheduler", "--skip-serve-logs"),
    "dag-processor": ("dag-processor",),
    "triggerer": ("triggerer", "--skip-serve-logs"),
    "api-server": ("api-server",),
}


#: Seconds that a component which was started again has to last.
LASTING_SECONDS = 60


@dataclass(frozen=True)
class Ended:
    """A component that has ended by itself: its exit code and the last lines it logged."""

    name: str
    exit_code: int
    log_file: Path
    last_lines: tuple[str, ...]


class NotLastingError(Exception):
    """A component has ended again, so soon after it was started again that it would go on so."""

    def __init__(self, component: Ended) -> None:
        super().__init__(f"{component.name} ended again.")
        self.component = component


class Processes:
    """The components' processes, each in a session of its own, with a log file each.

    The process that makes an instance becomes the reaper of all that the components start.
    """

    def __init__(self, environment: Mapping[str, str], log_folder: Path) -> None:
        self._environment = dict(environment)
        self._log_folder = log_folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._arguments: dict[str, tuple[str, ...]] = {}
        self._revived: dict[str, float] = {}
        process_tree.adopt_orphans()

    def start(self, name: str, arguments: Sequence[str]) -> None:
        """Start the component `name`: ``airflow ARGUMENTS``, by this interpreter."""
        self._log_folder.mkdir(parents=True, exist_ok=True)
        self._arguments[name] = tuple(arguments)
        file = self.log_file(name)
        with contextlib.suppress(FileNotFoundError):
            file.replace(file.with_suffix(".log.old"))
        with file.open("wb") as log:
            self._running[name] = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "domino_plugin.cli.standalone.component", *arguments],
                env=self._environment,
                # Not where the caller stands: Python would find a checkout's own metadata there, and the
                # plugin twice.
                cwd=self._log_folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C is for the one who started them, who stops them in order.
                start_new_session=True,
            )

    def log_file(self, name: str) -> Path:
        """Return the file that the component `name` logs to."""
        return self._log_folder / f"{name}.log"

    def ended(self) -> list[Ended]:
        """Return the components that have ended by themselves, each once."""
        found = []
        for name, process in list(self._running.items()):
            code = process.poll()
            if code is not None:
                del self._running[name]
                found.append(Ended(name, code, self.log_file(name), last_lines(self.log_file(name))))
        return found

    def revive(self) -> list[Ended]:
        """Start again the components that have ended by themselves, and return how they had ended.

        With SQLite, a dag-processor of Airflow ends if a DAG is deleted in the moment that it is written in.

        Raises:
            NotLastingError: one had been started again only just before.
        """
        found = self.ended()
        for component in found:
            name, now = component.name, time.monotonic()
            if now - self._revived.get(name, now - LASTING_SECONDS) < LASTING_SECONDS:
                raise NotLastingError(component)
            self._revived[name] = now
            self.start(name, self._arguments[name])
        return found

    def stop(self, *, seconds: float = 10) -> set[int]:
        """End the components, and whatever they have started.

        Args:
            seconds: how long they may take to end by themselves.

        Returns:
            Processes that could not be ended; empty unless the kernel holds them.
        """
        for process in self._running.values():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGTERM)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and any(p.poll() is None for p in self._running.values()):
            time.sleep(0.05)
        left = process_tree.kill_descendants(os.getpid())
        for process in self._running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(1)
        self._running.clear()
        return left


def last_lines(file: Path, count: int = 20) -> tuple[str, ...]:
    """Return the last `count` lines of a log, or none if it isn't there."""
    try:
        with file.open(errors="replace") as lines:
            return tuple(line.rstrip("\n") for line in deque(lines, count))
    except OSError:
        return ()
