"""Servers of the tests end with the test run, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support.kept import start_kept

_RUN = """
import sys, time
sys.path.insert(0, sys.argv[1])
from support.kept import start_kept
start_kept(["sh", "-c", 'echo $$ > "$0"; exec sleep 600', sys.argv[2]], start_new_session=True)
time.sleep(600)
"""


def _pid(file: Path) -> int:
    end = time.monotonic() + 30
    while not (file.exists() and file.read_text().strip()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return int(file.read_text())


def _is_gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


def _wait_until_gone(pid: int) -> None:
    end = time.monotonic() + 15
    while not _is_gone(pid):
        assert time.monotonic() < end, f"{pid} is still there"
        time.sleep(0.02)


def test_a_server_ends_with_a_test_run_that_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    run = subprocess.Popen([sys.executable, "-c", _RUN, str(Path(__file__).parents[1]), str(file)])
    try:
        pid = _pid(file)
        assert not _is_gone(pid)
    finally:
        run.kill()
        run.wait()
    _wait_until_gone(pid)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_signal_ends_the_server(tmp_path: Path, number: signal.Signals) -> None:
    file = tmp_path / "pid"
    kept = start_kept(["sh", "-c", 'echo $$ > "$0"; exec sleep 600', str(file)])
    pid = _pid(file)
    os.kill(kept.pid, number)
    assert kept.wait(15) in (128 + number, -number)
    _wait_until_gone(pid)
