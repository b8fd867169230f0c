"""Runs the ``git`` command without letting it do anything else than asked.

No prompt, no configuration of the user or the system, no hooks, no helpers, no other protocols than named;
time and bytes are bounded, and whatever git has started ends with it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from domino_plugin.errors import TooLarge, Unavailable
from domino_plugin.settings import MEGABYTE

#: Bytes that git may print: the list of the references of a very large repository.
MAX_OUTPUT = 32 * 1024 * 1024
_POLL_SECONDS = 0.02
_MEASURE_SECONDS = 0.25
#: What the environment may say about reaching servers; nothing else of it reaches git.
_PASSED_ON = (
    "PATH",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "CURL_CA_BUNDLE",
    "GIT_SSL_CAINFO",
)
_CONFIGURATION = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.askPass": "",
    "credential.helper": "",
    # A redirect could lead to an address that was refused if typed.
    "http.followRedirects": "false",
    "submodule.recurse": "false",
    "fetch.recurseSubmodules": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "advice.detachedHead": "false",
    "init.defaultBranch": "main",
}


class GitFailedError(Exception):
    """Git has ended with an error; `output` is what it said."""

    def __init__(self, output: str) -> None:
        super().__init__(output)
        self.output = output


@dataclass
class GitCommand:
    """Git, bounded: all commands together may take until `deadline` and write `max_bytes` into `folder`.

    Attributes:
        folder: an empty folder that git works in; its home, too.
        protocols: what git may speak: ``("http", "https")`` or ``("file",)``.
        deadline: on the clock of `time.monotonic`.
        max_bytes: what `folder` may hold.
        configuration: further settings of git.
        check: is called again and again while git runs; an error that it raises ends git.
    """

    folder: Path
    protocols: Sequence[str]
    deadline: float
    max_bytes: int
    configuration: Sequence[tuple[str, str]] = ()
    check: Callable[[], None] = lambda: None

    def run(self, *arguments: str) -> str:
        """Run ``git ARGUMENTS`` in `folder` and return what it printed.

        Raises:
            GitFailedError: it ended with an error.
            Unavailable: there is no git command, or the time is over.
            TooLarge: it wrote or printed too much.
        """
        settings = (*_CONFIGURATION.items(), *self.configuration)
        options = [part for name, value in settings for part in ("-c", f"{name}={value}")]
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            process = self._start([_git(), *options, *arguments], output, errors)
            try:
                self._wait(process, output, errors)
            finally:
                _end(process)
            if process.returncode:
                raise GitFailedError(_content(errors))
            return _content(output)

    def _start(self, command: list[str], output: IO[bytes], errors: IO[bytes]) -> subprocess.Popen[bytes]:
        # A session of its own, so that its helpers can be ended with it.
        return subprocess.Popen(  # noqa: S603 - a fixed command; what users give comes after "--"
            command,
            cwd=self.folder,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            start_new_session=True,
        )

    def _environment(self) -> dict[str, str]:
        return {
            **{name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder),
            "LC_ALL": "C",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ALLOW_PROTOCOL": ":".join(self.protocols),
            "GIT_LFS_SKIP_SMUDGE": "1",
            "GIT_CEILING_DIRECTORIES": str(self.folder.parent),
        }

    def _wait(self, process: subprocess.Popen[bytes], output: IO[bytes], errors: IO[bytes]) -> None:
        measured = time.monotonic()
        while process.poll() is None:
            now = time.monotonic()
            if now > self.deadline:
                raise Unavailable(
                    "Fetching the repository took too long and was stopped. Try again, or raise "
                    "[domino] fetch_timeout."
                )
            if now - measured > _MEASURE_SECONDS:
                measured = now
                self._check_size(output, errors)
                self.check()
            time.sleep(_POLL_SECONDS)
        self._check_size(output, errors)

    def _check_size(self, output: IO[bytes], errors: IO[bytes]) -> None:
        if _size_of(self.folder) > self.max_bytes:
            raise too_large(self.max_bytes)
        if max(os.fstat(file.fileno()).st_size for file in (output, errors)) > MAX_OUTPUT:
            raise TooLarge("The repository has too many references or files to be listed.")


def too_large(max_bytes: int) -> TooLarge:
    """Return the error for a repository of more than `max_bytes`."""
    return TooLarge(
        f"The repository has more than {max_bytes / MEGABYTE:.0f} MB. Raise [domino] fetch_max_megabytes, "
        "or keep big files out of it."
    )


@contextlib.contextmanager
def git_command(
    protocols: Sequence[str], timeout: float, max_bytes: int, configuration: Sequence[tuple[str, str]] = ()
) -> Iterator[GitCommand]:
    """Give a `GitCommand` in a temporary folder, which is deleted at the end."""
    with tempfile.TemporaryDirectory(prefix="domino-git-") as folder:
        yield GitCommand(Path(folder), protocols, time.monotonic() + timeout, max_bytes, configuration)


def _git() -> str:
    path = shutil.which("git")
    if path is None:
        raise Unavailable(
            "The webserver has no 'git' command, which installing from a Git address needs. Install it "
            "(Debian and Ubuntu: apt-get install git), or install the repository from a folder."
        )
    return path


def _end(process: subprocess.Popen[bytes]) -> None:
    # Once git has been waited for, its number may belong to somebody else.
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _content(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read(MAX_OUTPUT).decode("utf-8", "replace")


def _size_of(folder: Path) -> int:
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(path, name)).st_size  # noqa: PTH118 - many files
    return total
