"""Starts servers that end with the test run, even one that is killed: ``python kept.py COMMAND ...``.

Between the two stands this program, whose standard input ends with the test run.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Any

_PR_SET_PDEATHSIG = 1


def start_kept(command: Sequence[str], **options: Any) -> subprocess.Popen[bytes]:
    """Start a command as `subprocess.Popen` does, and have it end with this process.

    The process returned stands for it: SIGTERM reaches it, and its exit code is the command's.
    """
    # Nobody closes the other end of the pipe but the system, when this process ends, however it ends.
    its_end, _ = os.pipe()
    try:
        keeper = [sys.executable, "-I", "-S", __file__, *command]
        return subprocess.Popen(keeper, stdin=its_end, **options)
    finally:
        os.close(its_end)


def main() -> int:
    """Run the command of the arguments until it ends, or our standard input does."""
    libc = ctypes.CDLL(None)
    child = subprocess.Popen(
        sys.argv[1:],
        stdin=subprocess.DEVNULL,
        # If this program is killed itself; no thread has been started yet.
        preexec_fn=lambda: libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL),  # noqa: PLW1509
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _: child.send_signal(number))
    threading.Thread(target=_end_with_input, args=(child,), daemon=True).start()
    code = child.wait()
    return code if code >= 0 else 128 - code


def _end_with_input(child: subprocess.Popen[bytes]) -> None:
    while os.read(0, 1):
        pass
    child.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(10)
    child.kill()


if __name__ == "__main__":
    sys.exit(main())
