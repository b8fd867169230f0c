"""Runs a command under the launcher, so that its whole process tree ends when it has to."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from domino_plugin.operators.lines import Lines, OnLine
from domino_plugin.operators.virtualenv.launcher import Ending, Launch
from domino_plugin.operators.virtualenv.variables import clean_variables

_LAUNCHER = Path(__file__).with_name("launcher.py")
_READ = 64 * 1024
#: Milliseconds.
_STEP = 500
#: Seconds that the launcher gets beyond the grace it gives to others.
_LAUNCHER_PATIENCE = 15.0


class NamespaceRefusedError(Exception):
    """The system doesn't let the storage be mounted; nothing was run."""


class ProcessTree:
    """One command with everything it starts.

    Args:
        command: an absolute path and its arguments.
        environment: all environment variables it gets.
        folder: its working directory.
        inherited: descriptors it gets, besides empty input and the output that is read.
        shared_storage: folder to mount at ``/home/shared_storage`` for it alone.
        workspace_files: folder to mount in there, only to be read.
        visible: paths that it needs then.
        cores: numbers of the cores it may run on; None for all.
        memory: bytes that each of its processes may take for its data; None for what there is.
        scratch: folder that this process would delete afterwards; done for it if it dies before.
        grace: seconds between SIGTERM and SIGKILL.
    """

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        environment: Mapping[str, str],
        folder: Path,
        inherited: Sequence[int] = (),
        shared_storage: Path | None = None,
        workspace_files: Path | None = None,
        visible: Sequence[Path] = (),
        cores: Sequence[int] | None = None,
        memory: int | None = None,
        scratch: Path | None = None,
        grace: float = 3.0,
    ) -> None:
        self._command = [str(part) for part in command]
        self._environment = dict(environment)
        self._folder = folder
        self._inherited = list(inherited)
        self._shared_storage = shared_storage
        self._workspace_files = workspace_files
        self._visible = [str(path) for path in visible]
        self._cores = None if cores is None else list(cores)
        self._memory = memory
        self._scratch = None if scratch is None else str(scratch)
        self._grace = grace
        self._stopped = False
        self._control = -1

    def stop(self) -> None:
        """Ask for the end of the whole tree; returns at once, may be called from a signal handler."""
        self._stopped = True
        if self._control >= 0:
            with contextlib.suppress(OSError):
                os.write(self._control, b"s")

    def run(self, on_line: OnLine, whole: Sequence[bytes] = ()) -> Ending:
        """Run the command to its end, handing each line it writes to `on_line`.

        What is in `whole` stays so when a long line is cut.

        Whatever is raised meanwhile (a timeout, an interrupt) ends the tree first and then passes on.

        Raises:
            NamespaceRefusedError: the storage can't be mounted.
            OSError: the command can't be started.
        """
        control, self._control = os.pipe()
        status, told = os.pipe()
        try:
            process = self._start(control, told)
            self._follow(process, Lines(on_line, whole))
            ending = self._ending(process, status)
        finally:
            ours, self._control = self._control, -1
            os.close(ours)
            os.close(status)
        if ending["failure"] is not None:
            text = ending["failure"]
            if ending["failed_step"] == "namespace":
                raise NamespaceRefusedError(text)
            raise OSError(f"{self._command[0]} can't be started: {text}")
        return ending

    def _start(self, control: int, told: int) -> subprocess.Popen[bytes]:
        read_launch, write_launch = os.pipe()
        try:
            process = subprocess.Popen(  # noqa: S603 - our own launcher
                [sys.executable, "-I", "-S", str(_LAUNCHER), str(read_launch)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                # The worker's own holds Airflow's keys; whoever runs as its user could read them here.
                env=clean_variables(),
                pass_fds=[control, told, read_launch, *self._inherited],
                start_new_session=True,
            )
        except BaseException:
            os.close(write_launch)
            raise
        finally:
            for descriptor in (control, told, read_launch):
                os.close(descriptor)
        # A launcher that has failed has no reader; its exit code tells.
        with contextlib.suppress(BrokenPipeError), os.fdopen(write_launch, "w", encoding="utf-8") as file:
            json.dump(self._launch(control, told), file)
        return process

    def _launch(self, control: int, told: int) -> Launch:
        return Launch(
            command=self._command,
            environment=self._environment,
            folder=str(self._folder),
            control=control,
            status=told,
            inherited=self._inherited,
            shared_storage=None if self._shared_storage is None else str(self._shared_storage),
            workspace_files=None if self._workspace_files is None else str(self._workspace_files),
            visible=self._visible,
            cores=self._cores,
            memory=self._memory,
            scratch=self._scratch,
            grace=self._grace,
            worker=os.getpid(),
        )

    def _follow(self, process: subprocess.Popen[bytes], lines: Lines) -> None:
        if process.stdout is None:
            raise OSError("The launcher's output can't be read.")
        if self._stopped:
            self.stop()
        try:
            while data := _read(process.stdout.fileno()):
                lines.feed(data)
            lines.close()
        except BaseException:
            self.stop()
            self._drain(process)
            raise
        finally:
            process.stdout.close()

    def _drain(self, process: subprocess.Popen[bytes]) -> None:
        """Wait for the launcher to end everything, so that nothing of it outlives this call."""
        end = time.monotonic() + self._grace + _LAUNCHER_PATIENCE
        output = process.stdout.fileno() if process.stdout else -1
        if output >= 0:
            os.set_blocking(output, False)
        while process.poll() is None:
            # A full pipe would keep processes from ending.
            with contextlib.suppress(OSError):
                while os.read(output, _READ):
                    pass
            if time.monotonic() > end:
                process.send_signal(signal.SIGKILL)
            time.sleep(0.02)

    def _ending(self, process: subprocess.Popen[bytes], status: int) -> Ending:
        code = process.wait()
        text = b""
        while chunk := os.read(status, _READ):
            text += chunk
        if not text:
            return Ending(code=code, failure=None, failed_step=None, left_over=0, stopped=self._stopped)
        return cast("Ending", json.loads(text))


def _read(descriptor: int) -> bytes:
    """Read what is there, waiting in short steps: a signal that another thread got is handled in between."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    while not poll.poll(_STEP):
        pass
    return os.read(descriptor, _READ)
