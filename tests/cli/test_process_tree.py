"""Ending every process below one, however far it has moved away."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

REAPER = """
import os, subprocess, sys, time
from pathlib import Path
from domino_plugin.cli.standalone import process_tree

note = Path(sys.argv[1])
process_tree.adopt_orphans()
subprocess.run([sys.executable, "-c", sys.argv[2], note, sys.argv[3]], check=True)
while not (note.exists() and note.read_text()):
    time.sleep(0.02)
print(int(note.read_text()) in process_tree.descendants(os.getpid()))
print(process_tree.kill_descendants(os.getpid()))
print(process_tree.descendants(os.getpid()))
"""
#: Starts the leaf in a session of its own and ends at once: the leaf is an orphan, out of every group.
MIDDLE = """
import subprocess, sys
subprocess.Popen([sys.executable, "-c", sys.argv[2], sys.argv[1]], start_new_session=True)
"""
LEAF = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
open(sys.argv[1], "w").write(str(os.getpid()))
time.sleep(60)
"""
STARTER = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(60)
"""
TIED = """
import time
from domino_plugin.cli.standalone.process_tree import die_with_starter
die_with_starter()
print("tied", flush=True)
time.sleep(60)
"""


def test_an_orphan_in_its_own_session_is_found_and_killed(tmp_path: Path) -> None:
    file = tmp_path / "leaf"

    outcome = subprocess.run(
        [sys.executable, "-c", REAPER, str(file), MIDDLE, LEAF],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert outcome.stdout.split("\n")[:3] == ["True", "set()", "set()"]
    assert not _runs(int(file.read_text()))


def test_a_component_ends_when_its_starter_is_killed(tmp_path: Path) -> None:
    """Not even `kill -9` of the command leaves components behind."""
    starter = subprocess.Popen([sys.executable, "-c", STARTER, TIED], stdout=subprocess.PIPE, text=True)
    child = int(starter.stdout.readline())
    assert _runs(child)

    starter.kill()
    starter.wait()

    deadline = time.monotonic() + 10
    while _runs(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(child)


def _runs(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
