from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from domino_plugin.operators.virtualenv.process import ProcessTree

VARIABLES = {"PATH": "/usr/bin:/bin"}
#: Starts a plain child, one in a session of its own, and one that forked twice; none minds SIGTERM.
FAMILY = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
folder = sys.argv[1]
def note(name):
    open(os.path.join(folder, name), "w").write(str(os.getpid()))
def linger(name):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    note(name)
    time.sleep(300)
    os._exit(0)
if os.fork() == 0:
    linger("child")
if os.fork() == 0:
    os.setsid()
    linger("session")
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        linger("daemon")
    os._exit(0)
note("piece")
while len(os.listdir(folder)) < 4:
    time.sleep(0.01)
print("ready", flush=True)
time.sleep(float(sys.argv[2]))
"""


def _tree(folder: Path, *command: str, grace: float = 0.3) -> ProcessTree:
    return ProcessTree(command, environment=VARIABLES, folder=folder, grace=grace)


def _family(folder: Path, seconds: str = "300") -> tuple[str, ...]:
    pids = folder / "pids"
    pids.mkdir(exist_ok=True)
    return (sys.executable, "-c", FAMILY, str(pids), seconds)


def _alive(folder: Path) -> list[str]:
    alive = []
    for path in (folder / "pids").iterdir():
        try:
            state = Path(f"/proc/{path.read_text()}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state not in "ZX":
            alive.append(path.name)
    return alive


def _wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


def test_lines_come_one_by_one_while_the_command_runs(tmp_path: Path) -> None:
    arrived: list[tuple[float, str]] = []
    code = (
        "import sys, time; print('one', flush=True); time.sleep(0.5); "
        "print('zwö', file=sys.stderr); print('end', end='')"
    )
    tree = _tree(tmp_path, sys.executable, "-c", code)
    ending = tree.run(lambda line: arrived.append((time.monotonic(), line)))
    assert [line for _, line in arrived] == ["one", "zwö", "end"]
    assert arrived[1][0] - arrived[0][0] > 0.3
    assert ending == {"code": 0, "failure": None, "failed_step": None, "left_over": 0, "stopped": False}


def test_progress_bars_bad_bytes_and_endless_lines_are_borne(tmp_path: Path) -> None:
    code = (
        "import sys; w = sys.stdout.buffer.write; "
        "w(b'10%\\r50%\\r100%\\n'); w(b'\\xff\\xfe\\n'); w(b'\\n'); w(b'x' * 100_000)"
    )
    lines: list[str] = []
    _tree(tmp_path, sys.executable, "-c", code).run(lines.append)
    assert lines[:3] == ["100%", "\ufffd\ufffd", ""]
    assert "".join(lines[3:]) == "x" * 100_000
    assert max(map(len, lines)) <= 32 * 1024


@pytest.mark.parametrize(("code", "expected"), [("exit 3", 3), ("kill -9 $$", -9), ("kill -SEGV $$", -11)])
def test_the_ending_is_the_commands_own(tmp_path: Path, code: str, expected: int) -> None:
    assert _tree(tmp_path, "/bin/sh", "-c", code).run(lambda _: None)["code"] == expected


def test_a_command_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        _tree(tmp_path, "/no/such/python").run(lambda _: None)


def test_stopping_ends_the_whole_family(tmp_path: Path) -> None:
    tree = _tree(tmp_path, *_family(tmp_path))
    started = time.monotonic()
    ending = tree.run(lambda line: tree.stop() if line == "ready" else None)
    assert ending["stopped"]
    assert ending["code"] == -signal.SIGKILL
    assert time.monotonic() - started < 10
    assert _alive(tmp_path) == []


def test_a_stop_before_the_start_counts(tmp_path: Path) -> None:
    tree = _tree(tmp_path, "/bin/sleep", "60")
    tree.stop()
    assert tree.run(lambda _: None)["stopped"]


def test_a_polite_command_may_tidy_up(tmp_path: Path) -> None:
    tree = _tree(
        tmp_path,
        "/bin/sh",
        "-c",
        # What a shell has forked and not yet executed would miss the signal: "go" comes from what it became.
        "trap 'echo tidy; exit 7' TERM; sh -c 'echo go; exec sleep 60' & wait",
        grace=60,
    )
    lines: list[str] = []

    def on_line(line: str) -> None:
        lines.append(line)
        if line == "go":
            tree.stop()

    started = time.monotonic()
    assert tree.run(on_line)["code"] == 7
    assert lines == ["go", "tidy"]
    assert time.monotonic() - started < 30, "its whole grace is waited for"


def test_a_worker_that_has_begun_to_end_counts_as_gone(tmp_path: Path) -> None:
    """Its descriptors close before the launcher has another parent; what it left is deleted all the same."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    tree = ProcessTree(
        ["/bin/sh", "-c", "echo go; exec sleep 60"], environment=VARIABLES, folder=tmp_path, scratch=scratch
    )

    def close(_: str) -> None:
        with Path(os.devnull).open() as nothing:
            os.dup2(nothing.fileno(), tree._control)

    assert tree.run(close)["stopped"]
    assert not scratch.exists()


def test_a_worker_that_lives_keeps_its_scratch(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    tree = ProcessTree(
        ["/bin/sh", "-c", "echo go; exec sleep 60"], environment=VARIABLES, folder=tmp_path, scratch=scratch
    )
    assert tree.run(lambda _: tree.stop())["stopped"]
    assert scratch.exists()


def test_an_exception_in_the_worker_ends_the_family_first(tmp_path: Path) -> None:
    class TimeoutSignal(BaseException):
        pass

    def on_line(line: str) -> None:
        raise TimeoutSignal

    with pytest.raises(TimeoutSignal):
        _tree(tmp_path, *_family(tmp_path)).run(on_line)
    assert _alive(tmp_path) == []


def test_what_a_finished_command_left_behind_is_ended(tmp_path: Path) -> None:
    ending = _tree(tmp_path, *_family(tmp_path, "0")).run(lambda _: None)
    assert ending["code"] == 0
    assert ending["left_over"] == 3
    assert not ending["stopped"]
    assert _alive(tmp_path) == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_worker_leaves_nothing_behind(tmp_path: Path, number: signal.Signals) -> None:
    scratch = tmp_path / "scratch"
    code = (
        "import sys; from pathlib import Path; "
        "from domino_plugin.operators.virtualenv.process import ProcessTree; "
        "scratch = Path(sys.argv.pop(1)); (scratch / 'left').mkdir(parents=True); "
        "ProcessTree(sys.argv[1:], environment={}, folder=Path('/'), scratch=scratch, grace=0.3).run(print)"
    )
    worker = subprocess.Popen(
        [sys.executable, "-c", code, str(scratch), *_family(tmp_path)], stdout=subprocess.PIPE
    )
    try:
        _wait_until(lambda: len(list((tmp_path / "pids").iterdir())) == 4, 20)
        worker.send_signal(number)
        worker.wait(10)
        _wait_until(lambda: _alive(tmp_path) == [])
        _wait_until(lambda: not scratch.exists())
    finally:
        worker.kill()
        worker.communicate()


def test_stopping_from_another_thread_and_twice_is_harmless(tmp_path: Path) -> None:
    tree = _tree(tmp_path, "/bin/sleep", "60")
    timer = threading.Timer(0.3, lambda: (tree.stop(), tree.stop()))
    timer.start()
    assert tree.run(lambda _: None)["stopped"]
    timer.join()
    tree.stop()


def test_no_descriptor_is_lost(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        _tree(tmp_path, "/bin/true").run(lambda _: None)
        with pytest.raises(OSError, match="started: "):
            _tree(tmp_path, "/no/such").run(lambda _: None)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
