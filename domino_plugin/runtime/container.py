"""Runs one Piece in a container of its own, as its first process: ``python runner.py --container``.

Takes a call from standard input: the number of bytes as a line, then a JSON object of that length, see
`ContainerCall`. The secrets in it are nowhere else: neither in the container's configuration nor in a file.
Standard input stays open as long as the worker lives; its end means that nobody waits any more, and the
Piece is ended. So a worker that is killed leaves nothing running, even if it was the machine's only one.

What the Piece writes goes to standard output, in the order it was written. Images with the original runtime
package run by that package's own contract, others by our runner; the response is the same, see
`domino_plugin.runtime.protocol`. Runs on Python 3.8 and later.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypedDict, cast

from domino_plugin.runtime import ownership

if TYPE_CHECKING:
    from domino_plugin.runtime.protocol import Request, Response

#: Exit code of a container whose Piece has left no response.
NO_RESPONSE = 125
#: Type of the failure that tells the end of standard input.
WORKER_GONE = "WorkerGone"
_READ = 1024 * 1024


class ContainerCall(TypedDict):
    """What the worker sends.

    `open_files` says that the container's user may not be the worker's: files are made so that everybody may
    change them, and given to the owner of the task's folder in the end. `grace` is in seconds.
    """

    request: Request
    secrets: dict[str, Any]
    open_files: bool
    grace: float


def main() -> NoReturn:
    """Run the Piece to its end, watching over it."""
    # One stream, so that lines of both arrive in the order they were written.
    os.dup2(1, 2)
    call = receive(0)
    if call["open_files"]:
        os.umask(0)
    hint = ownership.hint(call["request"]["paths"]["task"])
    if hint:
        print(hint, flush=True)  # noqa: T201
    os._exit(Watch(call).run())


def receive(descriptor: int) -> ContainerCall:
    """Read a call; leaves the descriptor open."""
    head = b""
    while not head.endswith(b"\n"):
        head += _some(descriptor, 1)
    missing, parts = int(head), []
    while missing:
        parts.append(_some(descriptor, min(missing, _READ)))
        missing -= len(parts[-1])
    return cast("ContainerCall", json.loads(b"".join(parts)))


def _some(descriptor: int, size: int) -> bytes:
    data = os.read(descriptor, size)
    if not data:
        raise SystemExit("The worker has sent no whole call.")
    return data


class Watch:
    """The Piece's process, from its start until nothing of it is left."""

    def __init__(self, call: ContainerCall) -> None:
        self.call = call
        # Before the Piece can change it.
        self.owner = ownership.owner_of(call["request"]["paths"]["task"])
        self.stopped: tuple[str, str] | None = None
        self.status: int | None = None
        self.child = 0
        self.wake, self.waking = os.pipe()
        for descriptor in (self.wake, self.waking):
            os.set_blocking(descriptor, False)
        signal.set_wakeup_fd(self.waking)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def run(self) -> int:
        """Return the exit code; the response is written by then, if there can be one."""
        self.child = os.fork()
        if self.child == 0:
            _become(self.call)
        while self.status is None and self.stopped is None:
            self._wait(None)
            self._reap()
        if self.status is None:
            self._end()
        code = self._leave()
        if self.call["open_files"]:
            ownership.hand_over(self.call["request"]["paths"]["task"], self.owner)
        return code

    def _on_stop(self, number: int, _: Any) -> None:
        name = signal.Signals(number).name
        self.stopped = ("Stopped", f"The container was asked to end from outside, by {name}.")

    def _wait(self, seconds: float | None) -> None:
        watched = [self.wake] if self.stopped else [self.wake, 0]
        ready, _, _ = select.select(watched, [], [], seconds)
        if self.wake in ready:
            os.read(self.wake, 4096)
        if 0 in ready and not os.read(0, 4096):
            self.stopped = (WORKER_GONE, "The worker is gone.")

    def _reap(self) -> None:
        """Collect ended processes: this is the container's first, which all others are left to."""
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, status = os.waitpid(-1, os.WNOHANG)
                if pid == 0:
                    return
                if pid == self.child:
                    self.status = status

    def _end(self) -> None:
        """Ask the Piece to end; what is left after the grace ends with the container."""
        with contextlib.suppress(OSError):
            os.killpg(self.child, signal.SIGTERM)
        end = time.monotonic() + self.call["grace"]
        while self.status is None and time.monotonic() < end:
            self._wait(max(0.0, end - time.monotonic()))
            self._reap()

    def _leave(self) -> int:
        file = Path(self.call["request"]["response_file"])
        if self.stopped:
            _write_failure(file, *self.stopped)
        elif self.status is not None and os.WIFSIGNALED(self.status):
            number = os.WTERMSIG(self.status)
            name = signal.Signals(number).name if number in set(signal.Signals) else str(number)
            _write_failure(file, "ProcessKilled", f"The Piece's process was ended by the signal {name}.")
        with contextlib.suppress(OSError):
            file.chmod(0o644)
        if self.status is None or os.WIFSIGNALED(self.status):
            return NO_RESPONSE
        return os.WEXITSTATUS(self.status)


def _become(call: ContainerCall) -> NoReturn:
    """Be the Piece's process."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.exit(_run(call))


def _run(call: ContainerCall) -> int:
    from domino_plugin.runtime import original, runner
    from domino_plugin.runtime.execution import Execution
    from domino_plugin.runtime.protocol import last_words, write_response

    request = call["request"]
    secrets = {name: value for name, value in call["secrets"].items() if value is not None}
    runner.prepare_streams()
    response: Response
    if original.is_here(request["piece"]):
        response, code = original.OriginalExecution(request, secrets).run()
    else:
        runner.prepare_working_directory()
        response, code = Execution(request, secrets).run()
    try:
        write_response(request["response_file"], response)
    except OSError as error:
        # The disk is full, say: the worker reads the lines as well.
        hint = ownership.hint(request["paths"]["task"])
        error = OSError(error.errno, f"{error.strerror}. {hint}".rstrip(". "))
        print(last_words(request["response_file"], response, error), file=sys.stderr, flush=True)  # noqa: T201
        return code or 1
    return code


def _write_failure(file: Path, kind: str, message: str) -> None:
    from domino_plugin.runtime.protocol import failed, write_response

    with contextlib.suppress(OSError):
        write_response(file, failed(kind, message))
