"""Finding and ending every process that a process has started, however far it has moved away (Linux).

Airflow's components fork workers, workers fork tasks, and a Piece runs in a session of its own, so neither
a process group nor a session holds them all. The tree does: a process that becomes a *subreaper* is given
the orphans among its descendants, so that none ever leaves it.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import time
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """Make the calling process the one that orphans among its descendants are handed to."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def die_with_starter(stop_signal: signal.Signals = signal.SIGTERM) -> None:
    """Have the calling process signalled when the thread that started it ends."""
    _prctl(_PR_SET_PDEATHSIG, int(stop_signal))


def descendants(pid: int) -> set[int]:
    """Return the ids of all processes below `pid`, ended ones that nobody has waited for left out."""
    downstream: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (starter := _running_under(folder)) is not None:
            downstream.setdefault(starter, []).append(int(folder.name))
    found: set[int] = set()
    open_ends = [pid]
    while open_ends:
        for child in downstream.get(open_ends.pop(), ()):
            if child not in found:
                found.add(child)
                open_ends.append(child)
    return found


def kill_descendants(pid: int, *, seconds: float = 10) -> set[int]:
    """End all processes below `pid` at once and return those still there after `seconds`."""
    deadline = time.monotonic() + seconds
    while left := descendants(pid):
        for process in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        reap_orphans()
        if time.monotonic() > deadline:
            break
        time.sleep(0.05)
    return left


def reap_orphans() -> None:
    """Collect ended children, so that none stays as a zombie."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _running_under(folder: Path) -> int | None:
    """Return the process that `folder` of /proc belongs under, or None if it has ended."""
    try:
        text = (folder / "stat").read_text()
    except OSError:
        return None
    # The command, in parentheses, may hold spaces and parentheses itself.
    state, starter = text.rpartition(")")[2].split()[:2]
    return None if state in {"Z", "X"} else int(starter)


def _prctl(option: int, value: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, value, 0, 0, 0) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
