"""An executor whose queues are machines, for a real Airflow whose workers share nothing.

Copied into the folder ``config`` of an Airflow home, from where Airflow imports it. Each task runs as
Airflow's own remote executors run it: in a process with a home and options of its machine, without the
database, and with Airflow's API as the only way back. Which machines there are is in a file, read for each
task.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from airflow.executors.base_executor import BaseExecutor

#: Names the file: environment variables by the name of the machine.
MACHINES = "DOMINO_TEST_MACHINES"


class MachinesExecutor(BaseExecutor):
    """Runs each task on the machine that its queue names."""

    def start(self) -> None:
        """Have no task yet."""
        self._tasks: dict[Any, subprocess.Popen[bytes]] = {}

    def _process_workloads(self, workload_items: Sequence[Any]) -> None:
        machines = json.loads(Path(os.environ[MACHINES]).read_text())
        for workload in workload_items:
            del self.queued_tasks[workload.key]
            self.running.add(workload.key)
            program = "airflow.sdk.execution_time.execute_workload"
            self._tasks[workload.key] = subprocess.Popen(
                [sys.executable, "-m", program, "--json-string", workload.model_dump_json()],
                env=machines[workload.ti.queue],
                stdout=subprocess.DEVNULL,
            )

    def sync(self) -> None:
        """Tell of the tasks that have ended."""
        for key, process in list(self._tasks.items()):
            if process.poll() is not None:
                del self._tasks[key]
                (self.success if process.returncode == 0 else self.fail)(key)

    def end(self) -> None:
        """End all tasks."""
        self.terminate()

    def terminate(self) -> None:
        """End all tasks."""
        for process in self._tasks.values():
            process.terminate()
        for process in self._tasks.values():
            process.wait(20)
