"""Seconds that `domino standalone` takes to be ready, the first and the second time, and its memory.

Memory is the proportional set size (PSS) of all its processes, ten seconds after it is ready: what they
share is counted once. ``python benchmarks/standalone_start.py [rounds]``.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 3
#: Seconds after which a second start has to be ready on an idle machine of two cores.
PROMISED_SECOND = 25.0


def start(home: Path) -> tuple[float, float]:
    """Start once, wait until it is ready, and stop; return the seconds and the memory in MiB."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = f"-m domino_plugin.cli.main standalone --home {home} --port {port}"
    environment = {name: text for name, text in os.environ.items() if not name.startswith("AIRFLOW")}
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-u", *command.split()], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        for line in process.stdout:
            if "Ready after" in line:
                break
        else:
            raise RuntimeError("domino standalone did not start")
        seconds = time.monotonic() - began
        time.sleep(10)
        return seconds, sum(_pss(pid) for pid in _processes(process.pid)) / 1024
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def _processes(pid: int) -> set[int]:
    from domino_plugin.cli.standalone.process_tree import descendants

    return {pid, *descendants(pid)}


def _pss(pid: int) -> int:
    """Return the proportional set size of a process in KiB."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE).group(1))


def main() -> int:
    """Print the figures; end with 1 if a second start takes too long."""
    first, second, memory = [], [], []
    for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS):
        with tempfile.TemporaryDirectory(prefix="domino-bench-") as folder:
            home = Path(folder) / "home"
            first.append(start(home)[0])
            seconds, mebibytes = start(home)
            second.append(seconds)
            memory.append(mebibytes)
    print(
        f"ready after {statistics.median(first):.1f} s the first time, "
        f"{statistics.median(second):.1f} s the second (promised: {PROMISED_SECOND:.0f} s); "
        f"{statistics.median(memory):.0f} MiB"
    )
    return 1 if statistics.median(second) > PROMISED_SECOND else 0


if __name__ == "__main__":
    sys.exit(main())
