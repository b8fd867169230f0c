"""Runs it all: checks, preparation, components, and the orderly end."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from types import FrameType
from typing import NoReturn

from domino_plugin.cli.standalone import health, ports, preparation, process_tree
from domino_plugin.cli.standalone.home import ADMIN, Home, write_private
from domino_plugin.cli.standalone.processes import COMPONENTS, Ended, NotLastingError, Processes, last_lines
from domino_plugin.cli.standalone.progress import Progress
from domino_plugin.errors import Unavailable
from domino_plugin.version import __version__

#: Seconds that all components may take to work: ten times what an idle machine of two cores needs.
START_SECONDS = 240


class Stopped(BaseException):
    """A signal asked to stop."""


def run(home: Home, *, port: int, auth: str) -> None:
    """Run Airflow with Domino in `home` until a signal, or until a component doesn't last.

    Raises:
        Unavailable: it can't start, or a component ends again and again; the text tells why.
        Conflict: it already runs in this home.
    """
    if auth == "fab" and find_spec("airflow.providers.fab") is None:
        raise Unavailable(
            "The login of several users needs Airflow's FAB provider: pip install 'domino-plugin[fab]'. "
            "Without it: domino standalone --auth simple"
        )
    ports.require_free("127.0.0.1", port)
    home.create()
    environment = home.environment(os.environ, auth=auth, port=port)
    progress = Progress()
    with home.in_use(), _stop_signals():
        processes = Processes(environment, home.log_folder)
        try:
            progress.line(f"Domino {__version__}, Airflow home {home.path}")
            if auth == "simple":
                _write_simple_password(home)
            if not preparation.is_done(home, environment, auth):
                _prepare(home, environment, auth, progress)
            _start(processes, f"http://127.0.0.1:{port}", progress)
            _show(home, port, progress)
            _watch(processes, progress)
        except Stopped:
            progress.line("Stopping")
        finally:
            left = _undisturbed(processes.stop)
            progress.line(
                "Stopped" if not left else f"Still running after the stop: processes {sorted(left)}"
            )


def _prepare(home: Home, environment: dict[str, str], auth: str, progress: Progress) -> None:
    """Run the preparation, its steps shown as they come.

    Raises:
        Unavailable: it failed; the text has the last lines of its log.
    """
    log = home.log_folder / "preparation.log"
    readable, writable = os.pipe()
    with os.fdopen(readable) as steps, log.open("wb") as output:
        child = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", preparation.__name__, "--auth", auth, "--progress", str(writable)],
            env=environment,
            cwd=environment["AIRFLOW_HOME"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=[writable],
            start_new_session=True,
        )
        os.close(writable)
        for step in steps:
            progress.step(step.strip())
        code = child.wait()
    if code:
        raise Unavailable(_with_log("The preparation of the Airflow home failed.", log, last_lines(log)))
    progress.done()


def _start(processes: Processes, url: str, progress: Progress) -> None:
    """Start the components and wait until all work."""
    progress.step(f"Starting {', '.join(COMPONENTS)}")
    for name, arguments in COMPONENTS.items():
        processes.start(name, arguments)
    deadline = time.monotonic() + START_SECONDS
    while not set(COMPONENTS) <= (healthy := health.healthy_components(url)):
        _require_running(processes)
        if time.monotonic() > deadline:
            missing = sorted(set(COMPONENTS) - healthy)
            logs = ", ".join(str(processes.log_file(name)) for name in missing)
            raise Unavailable(f"Not ready after {START_SECONDS} s: {', '.join(missing)}. Look into {logs}.")
        time.sleep(0.3)
    progress.done()


def _show(home: Home, port: int, progress: Progress) -> None:
    progress.line(
        f"\n"
        f"  Ready after {progress.seconds:.0f} s\n\n"
        f"  Domino    http://127.0.0.1:{port}/domino/\n"
        f"  Airflow   http://127.0.0.1:{port}/\n"
        f"  Login     {ADMIN} / {home.password}   (first password, kept in {home.password_file})\n"
        f"  Logs      {home.log_folder}\n\n"
        f"  Ctrl-C stops everything.\n"
    )


def _watch(processes: Processes, progress: Progress) -> NoReturn:
    """Start again whatever ends.

    Raises:
        Unavailable: a component ends again and again.
    """
    while True:
        try:
            revived = processes.revive()
        except NotLastingError as error:
            raise Unavailable(_ended_text(error.component)) from None
        for component in revived:
            log = component.log_file.with_suffix(".log.old")
            progress.line(f"{_cause(component)} and is started again. What it said: {log}")
        time.sleep(0.5)


def _require_running(processes: Processes) -> None:
    ended = processes.ended()
    if ended:
        raise Unavailable("\n\n".join(_ended_text(component) for component in ended))


def _cause(component: Ended) -> str:
    if component.exit_code < 0:
        return f"The {component.name} was ended by {signal.Signals(-component.exit_code).name}"
    return f"The {component.name} has ended by itself with exit code {component.exit_code}"


def _ended_text(component: Ended) -> str:
    return _with_log(f"{_cause(component)}.", component.log_file, component.last_lines)


def _with_log(text: str, log: object, lines: tuple[str, ...]) -> str:
    return "\n".join([f"{text} The last lines of {log}:", *(f"  {line}" for line in lines)])


def _write_simple_password(home: Home) -> None:
    """Give the Simple auth manager the same password; it reads the file and keeps what it finds."""
    file = home.path / "simple_auth_manager_passwords.json.generated"
    if not file.exists():
        write_private(file, json.dumps({ADMIN: home.password}))


@contextlib.contextmanager
def _stop_signals() -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Stopped

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _undisturbed(stop: Callable[[], set[int]]) -> set[int]:
    """Stop without being stopped: a second Ctrl-C must not leave processes behind, it only hurries."""

    def hurry(_number: int, _frame: FrameType | None) -> None:
        process_tree.kill_descendants(os.getpid())

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, hurry)
    return stop()
