"""Keeps Airflow's components running until its standard input ends: ``python keep_airflow.py SPEC.json``.

A process of its own, so that it can adopt, and at the end kill, whatever the components leave behind,
and so that they end even if the test run is killed.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
from pathlib import Path

from domino_plugin.cli.standalone.processes import Ended, NotLastingError, Processes


def main() -> int:
    """Run the components of the file given; the exit code tells whether one has ended by itself."""
    spec = json.loads(Path(sys.argv[1]).read_text())
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    processes = Processes(os.environ, Path(spec["log_folder"]))
    try:
        for name, arguments in spec["components"].items():
            processes.start(name, arguments)
        ended = _first_ended(processes)
    finally:
        processes.stop(seconds=5)
    if ended is None:
        return 0
    print(f"{ended.name} ended with {ended.exit_code}:", *ended.last_lines, sep="\n")
    return 1


def _first_ended(processes: Processes) -> Ended | None:
    """Wait for the end of the input, or until a component ends for a reason that isn't Airflow's own."""
    while not select.select([sys.stdin], [], [], 0.2)[0]:
        try:
            revived = processes.revive()
        except NotLastingError as error:
            return error.component
        for component in revived:
            if component.name != "dag-processor":
                return component
    return None


if __name__ == "__main__":
    sys.exit(main())
